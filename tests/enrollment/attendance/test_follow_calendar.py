"""A day closed, given back or given another weekday's lessons: sessions follow, those held and those cancelled by hand stay."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bureaus.terms.models import CalendarDay
from enrollment.attendance.models import Session
from providers.register import services as provider_services
from providers.register.models import Provider
from schools.plans.models import Activity
from tests.credit_codes import CREDIT_CODE

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


@pytest.mark.case("D29", "D55")
def test_a_closed_day_cancels_its_sessions_takes_no_roll_and_gives_them_back(planned, clock, by_the_clock):
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


def test_what_was_held_and_what_was_cancelled_by_hand_stays(planned, clock):
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


def test_the_calendar_tells_what_a_changed_day_did_and_what_was_held_all_the_same(planned, clock, world):
    clock.shift(2 * 24 * 3600)
    held = on_day(planned).get(activity__name="课业辅导")
    roll(planned, held, "post", **{f"mark-{planned.county.student.pk}": "present"})
    page = change(planned).text
    assert "取消 1 节课" in page and "1 节已点名，照旧保留" in page and f"?day={WEDNESDAY}" in page
    calendar = planned.county.url("bureaus:show_calendar", pk=planned.county.term.pk)
    assert "取消 1 节课" in planned.county.client("school_admin").get(calendar).text
    assert "取消 1 节课" not in planned.county.client("provider_agent").get(calendar).text


def test_two_changed_days_cost_what_ten_cost(planned):
    client = planned.county.client("officer")
    calendar = planned.county.url("bureaus:show_calendar", pk=planned.county.term.pk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(calendar)
        return len(seen)

    change(planned)
    change(planned, day="2021-09-09")
    queries()
    few = queries()
    for day in range(13, 21):
        change(planned, day=f"2021-09-{day}")
    assert queries() == few


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


def test_other_days_do_not_change_and_twice_is_once(planned):
    others = Session.objects.of(planned.county.bureau.pk).exclude(day=WEDNESDAY)
    change(planned)
    change(planned)
    assert not others.exclude(status="planned").exists()
    give_back(planned)
    assert [state for _, state, _ in states(planned)] == ["planned", "planned"]


def test_another_county_that_closes_the_day_closes_it_for_itself(planned, world):
    url = world.anxi.url("bureaus:change_calendar", pk=world.anxi.term.pk)
    assert "已调整" in world.anxi.client("officer").post(url, SNOW, follow=True).text
    assert [state for _, state, _ in states(planned)] == ["planned", "planned"]


@pytest.mark.parametrize("returns_first", [True, False])
def test_of_two_causes_the_last_to_cease_restores(planned, returns_first):
    bureau, by = planned.county.bureau.pk, planned.county.actor("approver")
    provider = Provider.objects.of(bureau).create(name="示例科学社", credit_code=CREDIT_CODE, status="shortlisted")
    Activity.objects.of(bureau).filter(name="科学实验").update(provider=provider)
    provider = provider_services.suspend_provider(provider=provider, reason="示例", by=by)
    change(planned)
    steps = [lambda: give_back(planned), lambda: _list_again(provider, by)]
    for cease in reversed(steps) if returns_first else steps:
        assert ("科学实验", "cancelled") in {row[:2] for row in states(planned)}
        cease()
    assert [state for _, state, _ in states(planned)] == ["planned", "planned"]


def _list_again(provider, by):
    provider_services.shortlist_provider(provider=provider, items=[("科学", Decimal("20.00"))], by=by)


@pytest.mark.parametrize("role", ["school_admin", "inspector"])
def test_a_wrong_role_changes_nothing(planned, role):
    assert change(planned, role=role).status_code == 403
    assert [state for _, state, _ in states(planned)] == ["planned", "planned"]
