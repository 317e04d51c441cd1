"""Who reaches the routes of billing.payments."""

from audit.roles import Role
from tests.people import HEADS, Access, Reasons

ACCESS: Access = {
    "billing:cancel_charge": HEADS,
    "billing:confirm_charge": {Role.CASHIER},
    "billing:record_payment": {Role.CASHIER},
    "billing:show_charge": HEADS | {Role.CLASS_TEACHER, Role.CASHIER},
}
OF_ONE_CLASS: Reasons = {
    "billing:show_charge": "What a family owes is known to the teacher of its own class.",
}
