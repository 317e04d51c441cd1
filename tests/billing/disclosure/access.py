"""Who reaches the routes of billing.disclosure."""

from audit.roles import Role
from tests.people import BUREAU, FAMILY, HEADS, Access, Public

ACCESS: Access = {
    "billing:list_family_charges": FAMILY,
    "billing:show_ledger": BUREAU | HEADS | {Role.CASHIER},
}
PUBLIC: Public = {
    "billing:list_disclosures": "What a school takes is published.",
}
