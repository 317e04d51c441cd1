"""The rows with which the routes of enrollment.attendance are opened."""

from tests.desk import desk_of
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The sessions of the term, the first of them on the day on which the clock stands."""
    desk = desk_of(stage.county)
    desk.plan_sessions()
    stage.opens("enrollment", "take_roll cancel_session", pk=desk.session("课业辅导").pk)
    stage.opens("enrollment", "list_family_sessions", pk=stage.county.student.pk)
