"""The rows with which the routes of enrollment.agreements are opened."""

from enrollment.admissions.models import Application
from tests.desk import desk_of
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The second family was accepted and has agreed; the first still waits."""
    waiting = Application.objects.of(stage.county.bureau.pk).get()
    desk_of(stage.county).agreed("课业辅导", n=1)
    stage.opens("enrollment", "accept_agreement", pk=waiting.pk)
