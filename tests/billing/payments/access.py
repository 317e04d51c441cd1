"""Who reaches the routes of billing.payments."""

from audit.roles import Role
from tests.people import HEADS, Access

ACCESS: Access = {
    "billing:cancel_charge": HEADS,
    "billing:confirm_charge": {Role.CASHIER},
    "billing:record_payment": {Role.CASHIER},
    "billing:show_charge": HEADS | {Role.CLASS_TEACHER, Role.CASHIER},
}
