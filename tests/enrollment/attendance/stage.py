"""The rows with which the routes of enrollment.attendance are opened."""

from datetime import datetime, timedelta

from enrollment.attendance.models import Session
from tests.desk import SHANGHAI, desk_of
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The sessions of the term. The roll of the last one in September is taken while it lasts; one after it is cancelled."""
    county = stage.county
    desk = desk_of(county)
    desk.plan_sessions()
    sessions = Session.objects.of(county.bureau.pk).filter(activity__name="课业辅导", day__month=10).order_by("day")
    session, later = sessions[0], sessions[1]
    stage.opens("enrollment", "take_roll", pk=session.pk)
    stage.opens("enrollment", "cancel_session", pk=later.pk)
    stage.opens("enrollment", "list_family_sessions", pk=county.student.pk)
    stage.posts("enrollment", "take_roll", **{f"mark-{county.students[1].pk}": "present"})
    stage.posts("enrollment", "cancel_session", reason="示例")
    begun = datetime.combine(session.day, session.starts_at, SHANGHAI) + timedelta(minutes=5)
    stage.comes_first("enrollment", "take_roll", lambda: stage.move_clock(begun))
