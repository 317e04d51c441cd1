"""退出: what rested on the application ends with it, in every app above."""

import pytest
from django.utils import timezone

from afterschool.values.errors import RuleViolation
from audit.models import Entry
from bureaus.reviews.models import ReviewCase
from enrollment.admissions.models import Application, ExemptionClaim, Place
from enrollment.attendance.models import Session

WEDNESDAY = 2 * 24 * 3600
DAY = 24 * 3600


def withdraw(desk, application, role="guardian"):
    return desk.county.client(role).post(desk.county.url("enrollment:withdraw_application", pk=application.pk))


def page(desk, role, name, **kwargs) -> str:
    return desk.county.client(role).get(desk.county.url(name, **kwargs)).text


def test_its_places_are_free_at_once_and_its_review_waits_for_nobody(desk, claim):
    application = desk.apply(claim=claim)
    assert "示例学生甲" in page(desk, "class_teacher", "bureaus:show_inbox")
    assert withdraw(desk, application).status_code == 302
    application.refresh_from_db()
    assert (application.status, application.ended_reason) == (Application.Status.WITHDRAWN, "")
    assert application.ended_at is not None
    assert desk.offering("科学实验").seats_left == 3
    assert not Place.objects.of(application.bureau_id).taken().exists()
    assert not ReviewCase.objects.of(application.bureau_id).under_review().exists()
    assert ExemptionClaim.objects.of(application.bureau_id).get().status == ExemptionClaim.Status.REJECTED
    assert "示例学生甲" not in page(desk, "class_teacher", "bureaus:show_inbox")
    assert Entry.objects.of(application.bureau_id).about(application).first().action == "application.withdraw"


@pytest.mark.req("C-03/leaving")
@pytest.mark.parametrize("days", [0, 60], ids=["while the round is open", "two months later"])
@pytest.mark.parametrize("reached", ["submitted", "accepted", "agreed"])
def test_a_family_leaves_when_it_wants_to(desk, clock, reached, days):
    application = desk.apply()
    if reached != "submitted":
        desk.accept(application)
    if reached == "agreed":
        desk.agree(application)
        desk.plan_sessions()
    clock.shift(days * DAY)
    assert "退出报名" in page(desk, "guardian", "enrollment:show_family_application", pk=application.pk)
    assert withdraw(desk, application).status_code == 302
    application.refresh_from_db()
    assert application.status == Application.Status.WITHDRAWN
    ahead = Session.objects.of(application.bureau_id).filter(day__gte=timezone.localdate())
    assert not ahead.attended_by(application__student=desk.county.student).exists()


@pytest.mark.parametrize("role", ["class_teacher", "school_admin", "officer"])
def test_only_a_guardian_withdraws(desk, role):
    application = desk.apply()
    assert withdraw(desk, application, role).status_code == 403
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED


def test_another_county_and_another_family_do_not_find_it(desk, world):
    application = desk.apply(n=1)
    assert withdraw(desk, application).status_code == 404
    url = world.anxi.url("enrollment:withdraw_application", pk=application.pk)
    assert world.anxi.client("guardian").post(url).status_code == 404


def test_what_was_withdrawn_is_not_withdrawn_again(desk):
    application = desk.apply()
    withdraw(desk, application)
    assert "不能变为“已退出”" in withdraw(desk, application).text


def test_the_agreement_says_that_it_is_over_and_none_is_accepted_any_more(desk):
    agreed, accepted = desk.agreed(), desk.accept(desk.apply(n=1))
    withdraw(desk, agreed)
    agreement = page(desk, "guardian", "enrollment:accept_agreement", pk=agreed.pk)
    assert "协议已终止" in agreement and "2021年9月6日" in agreement
    Application.objects.of(accepted.bureau_id).filter(pk=accepted.pk).update(status="withdrawn")
    with pytest.raises(RuleViolation, match="审核通过后才能签订协议"):
        desk.agree(accepted, n=1)


# --- the roll of a day ---------------------------------------------------------------------------------------------


def names_on_roll(desk, session) -> set[str]:
    roll = page(desk, "teacher", "enrollment:take_roll", pk=session.pk)
    return {student.name for student in desk.county.students if student.name in roll}


@pytest.fixture
def last_week(desk, clock) -> Session:
    """Wednesday's club, in which 甲 and 乙 took part; nobody took its roll, and it is Friday now."""
    desk.agreed(n=0)
    desk.agreed(n=1)
    desk.plan_sessions()
    clock.shift(WEDNESDAY + 2 * DAY)
    return desk.session()


def test_the_roll_of_a_day_is_of_those_who_took_part_that_day(desk, last_week):
    withdraw(desk, desk.county.student.applications.get())
    coming = Session.objects.of(last_week.bureau_id).filter(activity__name="科学实验", day__gt="2021-09-10").first()
    assert names_on_roll(desk, last_week) == {"示例学生甲", "示例学生乙"}
    assert names_on_roll(desk, coming) == {"示例学生乙"}
    assert "示例学生甲" not in page(desk, "teacher", "enrollment:show_roster", pk=coming.offering_id)


def test_who_agreed_later_is_not_on_an_earlier_roll(desk, clock):
    desk.agreed(n=0)
    desk.plan_sessions()
    clock.shift(WEDNESDAY + DAY)
    desk.agreed(n=1)
    assert names_on_roll(desk, desk.session()) == {"示例学生甲"}
    marks = {f"mark-{desk.county.student.pk}": "present"}
    desk.county.client("teacher").post(desk.county.url("enrollment:take_roll", pk=desk.session().pk), marks)
    assert desk.session().status == Session.Status.HELD


def test_the_timetable_of_the_family_is_empty(desk):
    application = desk.agreed()
    desk.plan_sessions()
    assert "科学实验" in page(desk, "guardian", "enrollment:list_family_sessions", pk=desk.county.student.pk)
    withdraw(desk, application)
    assert "还没有课次" in page(desk, "guardian", "enrollment:list_family_sessions", pk=desk.county.student.pk)


def test_a_session_without_a_child_asks_nobody_for_its_roll(desk, clock):
    application = desk.agreed("课业辅导")
    desk.plan_sessions()
    assert "课业辅导 09月06日" in page(desk, "teacher", "bureaus:show_inbox")
    withdraw(desk, application)
    assert "课业辅导 09月06日" not in page(desk, "teacher", "bureaus:show_inbox")
