"""Who reaches the routes of enrollment.agreements."""

from audit.roles import Role
from tests.people import BUREAU, FAMILY, HEADS, Access

ACCESS: Access = {
    "enrollment:accept_agreement": FAMILY,
    "enrollment:list_agreement_templates": BUREAU | HEADS,
    "enrollment:publish_agreement_template": {Role.OFFICER},
}
