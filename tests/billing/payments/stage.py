"""The rows with which the routes of billing.payments are opened."""

from billing.charges.models import Charge
from enrollment.admissions.models import Application
from enrollment.admissions.services import applications as application_services
from tests.cash import PAYMENT
from tests.desk import desk_of
from tests.stage import Stage


def build(stage: Stage) -> None:
    """Nothing is paid yet on the one charge; who confirms it does so after its family has withdrawn."""
    county = stage.county
    charge = Charge.objects.of(county.bureau.pk).get()
    stage.opens("billing", "show_charge record_payment cancel_charge confirm_charge", pk=charge.pk)
    stage.posts("billing", "record_payment", **PAYMENT)
    stage.posts("billing", "cancel_charge confirm_charge", reason="示例")

    def withdraw() -> None:
        application = Application.objects.of(county.bureau.pk).get(student_id=charge.student_id)
        application_services.withdraw_application(application=application, by=desk_of(county).family(1))

    stage.comes_first("billing", "confirm_charge", withdraw)
