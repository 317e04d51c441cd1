from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import BUREAU_ROLES, MONEY


class BillingStandardsConfig(AppConfig):
    """What may be charged: drafted, filed, published."""

    name = "billing.standards"
    label = "billing_standards"
    verbose_name = "收费标准"
    navigation = (
        Entry(DESK, "收费", "收费标准", "receipt", "billing:list_fee_standards", BUREAU_ROLES | MONEY, rank=1),
    )

    def ready(self) -> None:
        from billing.standards import reports
        from bureaus.inbox import registry as inbox
        from schools.register import registry as term_steps

        term_steps.register("disclosure", reports.disclosure_progress)
        inbox.register_steps(reports.step_counts)
