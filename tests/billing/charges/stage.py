"""The rows with which the routes of billing.charges are opened."""

from billing.charges import services
from enrollment.admissions.models import Application
from tests.desk import desk_of
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The child whose family has agreed is charged; the first one's family agrees before more is charged."""
    county = stage.county
    services.issue_charges(school=county.school, term=county.term, by=county.actor("cashier"))

    def agree() -> None:
        desk, waiting = desk_of(county), Application.objects.of(county.bureau.pk).get(student=county.student)
        desk.agree(desk.accept(waiting))

    stage.comes_first("billing", "issue_charges", agree)
