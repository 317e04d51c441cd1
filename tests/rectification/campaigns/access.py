"""Who reaches the routes of rectification.campaigns."""

from audit.roles import Role
from tests.people import BUREAU, HEADS, Access

ACCESS: Access = {
    "rectification:close_campaign": {Role.OFFICER, Role.INSPECTOR},
    "rectification:list_campaigns": BUREAU | HEADS,
    "rectification:start_campaign": {Role.OFFICER, Role.INSPECTOR},
}
