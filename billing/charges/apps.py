from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import CLASS_TEACHERS, MONEY


class BillingChargesConfig(AppConfig):
    """What a family owes, and why."""

    name = "billing.charges"
    label = "billing_charges"
    verbose_name = "应收"
    navigation = (Entry(DESK, "收费", "学生应收", "coins", "billing:list_charges", MONEY | CLASS_TEACHERS, rank=2),)

    def ready(self) -> None:
        from audit import events
        from billing.charges import listeners, reports
        from bureaus.inbox import registry as inbox
        from bureaus.terms.events import TermClosed
        from enrollment.admissions.events import ApplicationWithdrawn, ExemptionAccepted
        from providers.register.events import ProviderBlacklisted, ProviderRemoved, ProviderSuspended
        from schools.plans.events import PlanWithdrawn

        inbox.register_inbox(reports.charges_to_check)
        events.listen(ApplicationWithdrawn, listeners.check_charge_of_application)
        events.listen(ExemptionAccepted, listeners.check_charge_of_claim)
        for ended in (ProviderSuspended, ProviderRemoved, ProviderBlacklisted):
            events.listen(ended, listeners.check_charges_of_provider)
            events.foresee(ended, reports.checked_with_provider)
        events.listen(PlanWithdrawn, listeners.check_charges_of_plan)
        events.foresee(PlanWithdrawn, reports.checked_with_plan)
        events.foresee(TermClosed, reports.uncharged_with_term)
