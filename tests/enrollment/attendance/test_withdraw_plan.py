"""撤销备案 with enrollment, sessions and money on top of the plan: everything above ends, and everybody reads why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from afterschool.values.errors import RuleViolation
from audit import events
from audit.models import Entry
from billing.charges import services as charge_services
from billing.charges.models import Charge
from billing.standards import services as standard_services
from billing.standards.models import FeeStandard
from bureaus.reviews.models import ReviewCase
from enrollment.admissions.events import ApplicationWithdrawn
from enrollment.admissions.models import Application, ExemptionClaim, Place, Round
from enrollment.admissions.services import reviewing as reviewing_services
from enrollment.admissions.services import rounds as round_services
from enrollment.admissions.services import seats
from enrollment.attendance.models import Session
from schools.plans.events import PlanWithdrawn
from schools.plans.models import ServicePlan
from tests.desk import Desk

DAY = 24 * 3600
REASON = "校区搬迁"
WHY = f"教育局撤销了课后服务方案的备案：{REASON}"


@pytest.fixture
def running(desk, clock):
    """Wednesday afternoon of the first week: 甲 takes part, 乙 waits for the review, Monday's care was held."""
    desk.agreed("课业辅导", "科学实验")
    desk.apply("课业辅导", "篮球社", n=1)
    desk.plan_sessions()
    _hold(desk, desk.session("课业辅导"))
    clock.shift(2 * DAY)
    return desk


def _hold(desk, session):
    marks = {f"mark-{desk.county.student.pk}": "present"}
    assert desk.county.client("teacher").post(url(desk, "enrollment:take_roll", session), marks).status_code == 302


def url(desk, name, row=None):
    return desk.county.url(name, **({"pk": row.pk} if row else {}))


def plan_of(desk) -> ServicePlan:
    return ServicePlan.objects.of(desk.county.bureau.pk).get(pk=desk.round.plan_id)


def withdraw(desk, role="officer", reason=REASON):
    client = desk.county.client(role)
    return client.post(url(desk, "schools:withdraw_plan", plan_of(desk)), {"reason": reason}, follow=True)


def standard_of(desk) -> FeeStandard:
    plan, admin = plan_of(desk), desk.county.actor("school_admin")
    standard = standard_services.draft_fee_standard(plan=plan, by=admin)
    standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
    standard_services.publish_fee_standard(standard=standard, by=admin)
    return standard


def rows(model, desk):
    return model.objects.of(desk.county.bureau.pk)


# --- before ----------------------------------------------------------------------------------------------------------


def test_before_the_button_the_page_says_what_would_end(running):
    standard_of(running)
    charge_services.issue_charges(
        school=running.county.school, term=running.county.term, by=running.county.actor("cashier")
    )
    ahead = rows(Session, running).filter(status="planned", day__gt="2021-09-08").count()
    page = running.county.client("officer").get(plan_of(running).get_absolute_url()).text
    for sentence in (
        "2 名学生的报名终止",
        "4 个名额释放",
        f"{ahead} 节课取消（明天起）",
        "1 项收费标准停用",
        "1 笔已开出的应收由出纳核对",
    ):
        assert page.count(sentence) == 2, sentence  # in the list, and in the question that is asked on the button
    assert "名学生的报名终止" not in running.county.client("school_admin").get(plan_of(running).get_absolute_url()).text


def test_a_plan_that_nothing_rests_on_says_so(linhe):
    plan = linhe.approved_plan()
    assert "还没有报名、课次和收费受影响" in linhe.client("officer").get(plan.get_absolute_url()).text


# --- the ladder ------------------------------------------------------------------------------------------------------


@pytest.mark.req("C-45/withdrawn")
def test_nobody_applies_any_more(running):
    """P1: the officer withdraws the plan of an open round; a family that posts is refused, and reads why."""
    withdraw(running)
    running.round.refresh_from_db()
    assert running.round.status == Round.Status.CLOSED
    county, third = running.county, running.county.students[2]
    third.guardianships.create(bureau=county.bureau, guardian=county.guardian, consented_at=running.round.opens_at)
    client = county.client("guardian")
    assert "方案已撤销备案" in client.get(running.apply_url(third)).text
    answer = client.post(running.apply_url(third), {"offerings": running.pks("课业辅导")})
    assert "这轮报名依据的方案已撤销备案" in answer.text
    assert not rows(Application, running).alive().exists()
    assert "报名课后服务" not in client.get(url(running, "enrollment:show_family")).text


def test_a_seat_is_not_taken_by_who_read_the_page_before(running):
    """The page was read while the plan was in force: the statement that takes the seat asks again."""
    withdraw(running)
    Round.objects.of(running.county.bureau.pk).update(status="open")  # even so: the plan is asked too
    submission = seats.submit(
        bureau_id=running.county.bureau.pk,
        round_id=running.round.pk,
        student_id=running.county.students[2].pk,
        guardian_id=running.county.guardian.pk,
        offerings=running.pks("科学实验"),
        clubs=running.pks("科学实验"),
    )
    assert (submission.is_open, submission.application_id, submission.taken) == (False, None, frozenset())
    assert running.offering("科学实验").seats_left == 3


@pytest.mark.req("C-45/withdrawn")
def test_applications_and_places_end_and_the_families_read_why(running, world):
    withdraw(running)
    assert set(rows(Application, running).values_list("status", "ended_reason")) == {("withdrawn", WHY)}
    assert not rows(Place, running).taken().exists()
    assert [running.offering(name).seats_left for name in ("科学实验", "篮球社")] == [3, 3]
    assert not rows(ReviewCase, running).under_review().exists()
    client = running.county.client("guardian")
    assert WHY in client.get(url(running, "enrollment:show_family")).text
    application = rows(Application, running).get(student=running.county.student)
    page = client.get(url(running, "enrollment:show_family_application", application)).text
    assert "报名已终止" in page and WHY in page and "退出报名" not in page
    assert "协议已终止" in client.get(url(running, "enrollment:accept_agreement", application)).text


def test_an_undecided_claim_ends_with_its_application(desk, claim):
    desk.apply(claim=claim)
    assert rows(ReviewCase, desk).under_review().count() == 2
    withdraw(desk)
    assert not rows(ReviewCase, desk).under_review().exists()
    found = rows(ExemptionClaim, desk).get()
    assert (found.status, found.decision_reason) == ("rejected", "报名已终止")


def test_what_was_rejected_before_stays_as_it_was(desk):
    application = desk.apply("科学实验")
    reviewing_services.review_application(
        application=application, decision="reject", reason="年级不符", by=desk.county.actor("class_teacher")
    )
    withdraw(desk)
    application.refresh_from_db()
    assert (application.status, application.ended_reason) == ("rejected", "")


@pytest.mark.req("C-45/withdrawn")
def test_sessions_from_tomorrow_on_are_cancelled_and_today_takes_place(running):
    withdraw(running)
    status = dict(rows(Session, running).filter(activity__name="课业辅导").values_list("day", "status"))
    days = {day.isoformat(): state for day, state in status.items()}
    assert (days["2021-09-06"], days["2021-09-08"], days["2021-09-09"]) == ("held", "planned", "cancelled")
    assert set(rows(Session, running).filter(day__gt="2021-09-08").values_list("status", "cancelled_for")) == {
        ("cancelled", "plan")
    }
    today = rows(Session, running).get(day="2021-09-08", activity__name="科学实验")
    _hold(running, today)
    today.refresh_from_db()
    assert (today.status, today.present_count) == ("held", 1)


@pytest.mark.req("C-45/withdrawn")
def test_no_roll_is_taken_of_a_day_after(running, clock):
    withdraw(running)
    clock.shift(DAY)
    tomorrow = rows(Session, running).get(day="2021-09-09", activity__name="课业辅导")
    client = running.county.client("teacher")
    page = client.get(url(running, "enrollment:take_roll", tomorrow)).text
    assert "这节课已取消" in page and REASON in page
    answer = client.post(
        url(running, "enrollment:take_roll", tomorrow), {f"mark-{running.county.student.pk}": "present"}
    )
    assert "这节课已取消，不能点名" in answer.text
    assert "09月09日" not in client.get(url(running, "bureaus:show_inbox")).text


def test_no_session_is_planned_any_more(running):
    rows(Session, running).filter(day__gt="2021-09-20").delete()
    withdraw(running)
    assert running.plan_sessions() == 0
    assert not rows(Session, running).filter(day__gt="2021-09-20").exists()


def test_no_agreement_is_accepted_any_more(running):
    second = rows(Application, running).get(student=running.county.students[1])
    running.accept(second)
    withdraw(running)
    with pytest.raises(RuleViolation, match="审核通过后才能签订协议"):
        running.agree(second, n=1)


@pytest.mark.parametrize("status", ["draft", "filed", "published"])
@pytest.mark.req("C-45/withdrawn")
def test_the_fee_standard_is_closed_and_nothing_more_is_charged(running, status):
    standard = standard_of(running)
    FeeStandard.objects.of(standard.bureau_id).update(status=status)
    withdraw(running)
    standard.refresh_from_db()
    assert standard.status == FeeStandard.Status.CLOSED
    issued = running.county.client("cashier").post(url(running, "billing:issue_charges"))
    assert issued.status_code == 409 and "报备并公示后才能收费" in issued.text
    assert not rows(Charge, running).exists()
    admin = running.county.client("school_admin")
    drafted = admin.post(url(running, "billing:draft_fee_standard", plan_of(running)))
    assert "方案备案通过后才能建立收费标准" in drafted.text
    assert running.county.school.name not in Client().get(url(running, "billing:list_disclosures")).text


def test_what_was_charged_is_checked_by_the_cashier(running):
    standard_of(running)
    charge_services.issue_charges(
        school=running.county.school, term=running.county.term, by=running.county.actor("cashier")
    )
    withdraw(running)
    charge = rows(Charge, running).get()
    assert (charge.status, charge.is_to_check) == ("issued", True)
    assert (
        "请核对：方案已撤销备案，是否作废或退费"
        in running.county.client("cashier").get(url(running, "bureaus:show_inbox")).text
    )


def test_school_and_bureau_read_the_counts(running):
    standard_of(running)
    page = withdraw(running).text
    assert "已撤销备案：1 项收费标准停用、2 名学生的报名终止、4 个名额释放、" in page
    ahead = rows(Session, running).filter(cancelled_for="plan").count()
    for role in ("officer", "school_admin"):
        client = running.county.client(role)
        trail = client.get(plan_of(running).get_absolute_url()).text
        for words in ("终止报名 2 项", "释放名额 4 项", f"取消课次 {ahead} 项", "停用收费标准 1 项", REASON):
            assert words in trail, words
        assert "方案已撤销备案" in client.get(url(running, "enrollment:show_round", running.round)).text


def test_one_entry_tells_of_many(running):
    withdraw(running)
    actions = list(Entry.objects.of(running.county.bureau.pk).about(plan_of(running)).values_list("action", flat=True))
    assert actions[:5] == [
        "service_plan.cancel_sessions",
        "service_plan.end_applications",
        "service_plan.release_places",
        "service_plan.withdraw_reviews",
        "plan.withdraw",
    ]


# --- house A1: the new plan of the same term ---------------------------------------------------------------------------


def new_round(desk):
    """The school's new plan of the term, approved and opened; its clubs meet when those of the old did."""
    now = timezone.now()
    round_ = round_services.open_round(
        plan=desk.county.approved_plan(),
        opens_at=now,
        closes_at=now + timedelta(days=7),
        clubs_per_student=2,
        by=desk.county.actor("school_admin"),
    )
    return Desk(desk.county, round_)


def test_after_the_new_plan_the_child_holds_one_club_in_that_hour(running):
    withdraw(running)
    fresh = new_round(running)
    client = running.county.client("guardian")
    answer = client.post(fresh.apply_url(), {"offerings": fresh.pks("篮球社")})
    assert answer.status_code == 302
    held = rows(Place, running).taken().filter(application__student=running.county.student)
    assert [place.offering_id for place in held] == fresh.pks("篮球社")


def test_a_club_still_held_in_another_round_of_the_term_stands_in_the_way(running):
    """As when a child's old place was not given up: the rule asks over all rounds of the term."""
    ServicePlan.objects.of(running.county.bureau.pk).update(status="withdrawn")
    fresh = new_round(running)
    client = running.county.client("guardian")
    sentence = "“篮球社”与孩子本学期已参加的“科学实验”在周三时间冲突"
    assert sentence in client.get(fresh.apply_url()).text
    assert sentence in client.post(fresh.apply_url(), {"offerings": fresh.pks("篮球社")}).text
    assert client.post(fresh.apply_url(), {"offerings": fresh.pks("课业辅导")}).status_code == 302


# --- who listens ------------------------------------------------------------------------------------------------------


def test_who_hears_of_one_application_hears_of_the_plan_that_ends_many():
    def apps_of(kind):
        return {listener.__module__ for listener in events.listeners_of(kind)}

    assert apps_of(ApplicationWithdrawn) <= apps_of(PlanWithdrawn)
