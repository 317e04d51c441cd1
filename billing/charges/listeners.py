"""What charges do at the news from below. Nothing is given back by itself: the cashier is asked."""

from audit.actors import Actor
from billing.charges import services
from billing.charges.models import Charge
from enrollment.admissions.events import ApplicationWithdrawn

LEFT = "已退出"


def check_charge_of_application(event: ApplicationWithdrawn, *, by: Actor) -> None:
    """核对应收. The charge of who no longer takes part goes into the cashier's inbox: cancel it, pay back, or keep it."""
    charges = Charge.objects.of(event.bureau_id).filter(application=event.subject)
    services.mark_for_check(charges, reason=LEFT, subject=event.subject, by=by)
