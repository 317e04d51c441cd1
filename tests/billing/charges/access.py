"""Who reaches the routes of billing.charges."""

from audit.roles import Role
from tests.people import HEADS, Access

ACCESS: Access = {
    "billing:issue_charges": {Role.CASHIER},
    "billing:list_charges": HEADS | {Role.CLASS_TEACHER, Role.CASHIER},
}
