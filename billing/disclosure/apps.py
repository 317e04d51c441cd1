from django.apps import AppConfig

from afterschool.pages.navigation import DESK, FAMILY, PUBLIC, Entry
from audit.roles import BUREAU_ROLES, MONEY


class BillingDisclosureConfig(AppConfig):
    """Open books: ledger pages, public fees, a family's charges."""

    name = "billing.disclosure"
    label = "billing_disclosure"
    verbose_name = "收支公示"
    navigation = (
        Entry(DESK, "收费", "台账", "book-2", "billing:show_ledger", BUREAU_ROLES | MONEY, rank=3),
        Entry(PUBLIC, "", "收费公示", "receipt", "billing:list_disclosures", rank=4),
        Entry(FAMILY, "", "缴费", "receipt", "billing:list_family_charges", rank=2),
    )
