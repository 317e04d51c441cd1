"""Who reaches the routes of billing.standards."""

from audit.roles import Role
from tests.people import BUREAU, HEADS, Access

ACCESS: Access = {
    "billing:draft_fee_standard": {Role.SCHOOL_ADMIN, Role.CASHIER},
    "billing:file_fee_standard": {Role.SCHOOL_ADMIN},
    "billing:list_fee_standards": BUREAU | HEADS | {Role.CASHIER},
    "billing:publish_fee_standard": {Role.SCHOOL_ADMIN},
}
