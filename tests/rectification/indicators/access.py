"""Who reaches the routes of rectification.indicators."""

from audit.roles import Role
from tests.people import BUREAU, LEADERS, Access

ACCESS: Access = {
    "api-indicator-detail": BUREAU,
    "api-indicator-list": BUREAU,
    "rectification:export_indicator": BUREAU,
    "rectification:show_dashboard": BUREAU,
    "rectification:show_indicator": BUREAU,
    "rectification:take_snapshots": LEADERS | {Role.INSPECTOR},
}
