"""What charges do at the news from below. Nothing is given back by itself: the cashier is asked."""

from audit.actors import Actor
from billing.charges import services
from billing.charges.models import Charge
from enrollment.admissions.events import ApplicationWithdrawn, ExemptionAccepted
from providers.register.events import ProviderBlacklisted, ProviderRemoved, ProviderSuspended
from schools.plans.events import PlanWithdrawn

LEFT = "已退出"
PLAN_WITHDRAWN = "方案已撤销备案"


def check_charge_of_application(event: ApplicationWithdrawn, *, by: Actor) -> None:
    """核对应收. The charge of who no longer takes part goes into the cashier's inbox: cancel it, pay back, or keep it."""
    charges = Charge.objects.of(event.bureau_id).filter(application=event.subject)
    services.mark_for_check(charges, reason=LEFT, subject=event.subject, by=by)


def check_charges_of_plan(event: PlanWithdrawn, *, by: Actor) -> None:
    """核对应收. The charges from the plan's fee go into the cashier's inbox: cancel them, pay back, or keep them."""
    charges = Charge.objects.of(event.bureau_id).filter(standard__plan=event.subject)
    services.mark_for_check(charges, reason=PLAN_WITHDRAWN, subject=event.subject, by=by)


def check_charges_of_provider(event: ProviderSuspended | ProviderRemoved | ProviderBlacklisted, *, by: Actor) -> None:
    """核对应收. Who was charged for a club that rests now: the cashier lowers it, pays back, or keeps it."""
    provider = event.subject
    charges = Charge.objects.of(event.bureau_id).for_clubs_of(provider)
    words = f"机构“{provider.name[:40]}”{provider.out_words}，社团停课"
    services.mark_for_check(charges, reason=words, subject=provider, by=by)


def check_charge_of_claim(event: ExemptionAccepted, *, by: Actor) -> None:
    """核对应收. What was charged before the claim was decided does not know of it: the cashier is told what it should be."""
    services.mark_for_reduction(claim=event.subject, by=by)
