"""The rows with which the routes of billing.payments are opened."""

from billing.charges.models import Charge
from tests.stage import Stage


def build(stage: Stage) -> None:
    """Nothing is paid yet on the one charge."""
    charge = Charge.objects.of(stage.county.bureau.pk).get()
    stage.opens("billing", "show_charge record_payment cancel_charge confirm_charge", pk=charge.pk)
