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
        from audit import events
        from billing.standards import listeners, reports
        from bureaus.inbox import registry as inbox
        from bureaus.terms.events import TermClosed
        from schools.plans.events import PlanWithdrawn
        from schools.register import registry as term_steps

        term_steps.register("disclosure", reports.disclosure_progress)
        inbox.register_steps(reports.step_counts)
        events.listen(PlanWithdrawn, listeners.close_standards_of_plan)
        events.foresee(PlanWithdrawn, reports.closed_with_plan)
        events.listen(TermClosed, listeners.close_unpublished_standards)
