"""A day closed, given back or given another weekday's lessons: sessions follow, those held and those cancelled by hand stay."""

import pytest

from bureaus.terms.models import CalendarDay
from enrollment.attendance.models import Session

WEDNESDAY = "2021-09-08"
SNOW = {"day": WEDNESDAY, "is_school_day": "no", "reason": "暴雪停课"}


@pytest.fixture
def planned(desk):
    desk.agreed("课业辅导", "科学实验")
    desk.plan_sessions()
    return desk


def change(desk, role="officer", **data):
    url = desk.county.url("bureaus:change_calendar", pk=desk.county.term.pk)
    return desk.county.client(role).post(url, SNOW | data, follow=True)


def give_back(desk):
    day = CalendarDay.objects.of(desk.county.bureau.pk).get(day=WEDNESDAY)
    url = desk.county.url("bureaus:remove_calendar_change", pk=desk.county.term.pk, day_pk=day.pk)
    return desk.county.client("officer").post(url, follow=True)


def on_day(desk, day=WEDNESDAY):
    return Session.objects.of(desk.county.bureau.pk).filter(day=day)


def states(desk, day=WEDNESDAY):
    return sorted(on_day(desk, day).values_list("activity__name", "status", "cancel_reason"))


def roll(desk, session, method="get", **marks):
    send = getattr(desk.county.client("teacher"), method)
    return send(desk.county.url("enrollment:take_roll", pk=session.pk), marks, follow=True)


def test_d29_a_closed_day_cancels_its_sessions_takes_no_roll_and_gives_them_back(planned, clock, by_the_clock):
    assert [state for _, state, _ in states(planned)] == ["planned", "planned"]
    assert "已调整" in change(planned).text
    assert states(planned) == [
        ("科学实验", "cancelled", "校历调整：暴雪停课"),
        ("课业辅导", "cancelled", "校历调整：暴雪停课"),
    ]
    by_the_clock("plan_sessions_of_bureau")
    assert [state for _, state, _ in states(planned)] == ["cancelled", "cancelled"]
    clock.shift(2 * 24 * 3600)
    session = on_day(planned).first()
    answer = roll(planned, session, "post", **{f"mark-{planned.county.student.pk}": "present"})
    assert "这节课已取消，不能点名：校历调整：暴雪停课" in answer.text
    family = planned.county.client("guardian")
    assert (
        "暴雪停课"
        in family.get(planned.county.url("enrollment:list_family_sessions", pk=planned.county.student.pk)).text
    )
    give_back(planned)
    assert states(planned) == [("科学实验", "planned", ""), ("课业辅导", "planned", "")]


def test_d55_what_was_held_and_what_was_cancelled_by_hand_stays(planned, clock):
    clock.shift(2 * 24 * 3600)
    held, by_hand = planned.session("课业辅导"), on_day(planned).get(activity__name="科学实验")
    held = on_day(planned).get(activity__name="课业辅导")
    roll(planned, held, "post", **{f"mark-{planned.county.student.pk}": "present"})
    url = planned.county.url("enrollment:cancel_session", pk=by_hand.pk)
    planned.county.client("school_admin").post(url, {"reason": "教师参赛"})
    change(planned)
    assert states(planned) == [("科学实验", "cancelled", "教师参赛"), ("课业辅导", "held", "")]
    give_back(planned)
    assert states(planned) == [("科学实验", "cancelled", "教师参赛"), ("课业辅导", "held", "")]


def test_a_saturday_with_wednesdays_lessons_gets_its_sessions(planned, django_capture_on_commit_callbacks):
    saturday = "2021-09-11"
    assert not on_day(planned, saturday).exists()
    with django_capture_on_commit_callbacks(execute=True):
        change(planned, day=saturday, is_school_day="yes", reason="补课", follows_weekday="3")
    assert sorted(on_day(planned, saturday).values_list("activity__name", flat=True)) == ["科学实验", "课业辅导"]


def test_a_day_with_another_weekdays_lessons_keeps_what_meets_then(planned):
    """科学实验 meets on Wednesdays only; on a Wednesday with Thursday's lessons it does not take place."""
    change(planned, is_school_day="yes", reason="调课", follows_weekday="4")
    assert states(planned) == [("科学实验", "cancelled", "调课：当天按周四课表上课"), ("课业辅导", "planned", "")]


def test_other_days_and_other_counties_do_not_change(planned, world):
    others = Session.objects.of(planned.county.bureau.pk).exclude(day=WEDNESDAY)
    change(planned)
    assert not others.exclude(status="planned").exists()


@pytest.mark.parametrize("role", ["school_admin", "inspector"])
def test_a_wrong_role_changes_nothing(planned, role):
    assert change(planned, role=role).status_code == 403
    assert [state for _, state, _ in states(planned)] == ["planned", "planned"]
