"""结束学期 with plans, enrollment, sessions and money in it: nothing begins any more, what is owed may still be paid."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine

from afterschool.values.errors import RuleViolation
from billing.charges import services as charge_services
from billing.charges.models import Charge
from billing.standards import services as standard_services
from billing.standards.models import FeeStandard
from bureaus.reviews.models import ReviewCase
from enrollment.admissions.models import Application, Place, Round
from enrollment.admissions.services import seats
from enrollment.attendance.models import Session
from schools.plans.models import ServicePlan
from schools.plans.services import plans as plan_services
from schools.surveys import services as survey_services
from tests import factories

AFTER = "2022-01-20 09:00 +0800"
PAYMENT = {"amount": "2.00", "method": "bank_transfer", "received_on": "2022-01-19", "receipt_number": "示例0001"}


@pytest.fixture
def running(desk):
    """甲 takes part and was charged, 乙 has not signed, one session was held, another school waits for approval."""
    county = desk.county
    desk.agreed("课业辅导", "科学实验")
    desk.accept(desk.apply("课业辅导", "篮球社", n=1))
    desk.plan_sessions()
    marks = {f"mark-{county.student.pk}": "present"}
    county.client("teacher").post(county.url("enrollment:take_roll", pk=desk.session("课业辅导").pk), marks)
    admin = county.actor("school_admin")
    standard = standard_services.draft_fee_standard(plan=plan_of(desk), by=admin)
    standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
    standard_services.publish_fee_standard(standard=standard, by=admin)
    charge_services.issue_charges(school=county.school, term=county.term, by=county.actor("cashier"))
    return desk


@pytest.fixture
def over(running):
    """A week after the last day of the term."""
    with time_machine.travel(AFTER, tick=False):
        yield running


def plan_of(desk) -> ServicePlan:
    return ServicePlan.objects.of(desk.county.bureau.pk).get(pk=desk.round.plan_id)


def rows(model, desk):
    return model.objects.of(desk.county.bureau.pk)


def close(desk):
    county = desk.county
    answer = county.client("officer").post(county.url("bureaus:close_term", pk=county.term.pk))
    county.term.refresh_from_db()
    return answer


def shown(desk, role, name, **kwargs) -> str:
    return desk.county.client(role).get(desk.county.url(name, **kwargs)).text


def test_before_the_button_the_page_says_what_would_end(over):
    page = shown(over, "officer", "bureaus:show_calendar", pk=over.county.term.pk)
    planned = rows(Session, over).filter(status="planned").count()
    assert planned > 50
    for sentence in ("1 轮报名截止", "1 份没有签协议的报名终止", f"{planned} 节没有点名的课取消"):
        assert sentence in page
    assert "没有开出应收" not in page
    rows(Charge, over).update(status="cancelled")
    page = shown(over, "officer", "bureaus:show_calendar", pk=over.county.term.pk)
    assert "1 名已参加的学生没有开出应收" in page
    assert "轮报名截止" not in shown(over, "school_admin", "bureaus:show_calendar", pk=over.county.term.pk)


def test_rounds_close_and_who_never_agreed_waits_no_more(over):
    assert close(over).status_code == 302
    over.round.refresh_from_db()
    assert over.round.status == Round.Status.CLOSED
    took_part, waiting = (rows(Application, over).get(student=student) for student in over.county.students[:2])
    assert (took_part.status, took_part.ended_at) == ("agreed", None)
    assert (waiting.status, waiting.ended_reason) == ("withdrawn", "学期已结束")
    assert set(rows(Place, over).taken().values_list("application", flat=True)) == {took_part.pk}
    assert over.offering("篮球社").seats_left == 3 and over.offering("科学实验").seats_left == 2


def test_a_review_under_way_ends_and_waits_for_nobody(desk):
    desk.apply()
    with time_machine.travel(AFTER, tick=False):
        assert "示例学生甲" in shown(desk, "class_teacher", "bureaus:show_inbox")
        close(desk)
        assert not rows(ReviewCase, desk).under_review().exists()
        assert "示例学生甲" not in shown(desk, "class_teacher", "bureaus:show_inbox")


def test_sessions_without_a_roll_are_cancelled_and_held_ones_stay(over):
    assert "点名" in shown(over, "teacher", "bureaus:show_inbox")
    close(over)
    assert set(rows(Session, over).values_list("status", "cancelled_for")) == {("held", ""), ("cancelled", "term")}
    assert rows(Session, over).held().count() == 1
    assert "课业辅导 " not in shown(over, "teacher", "bureaus:show_inbox")
    session = rows(Session, over).filter(status="cancelled").first()
    answer = over.county.client("teacher").post(over.county.url("enrollment:take_roll", pk=session.pk), {})
    assert "学期已结束，没有点名记录" in answer.text


def test_a_plan_that_waits_for_approval_goes_back_with_its_review(over):
    county = over.county
    admin = replace(county.actor("school_admin"), school_id=county.other_school.pk)
    plan = plan_services.submit_plan(plan=factories.complete_plan(county, school=county.other_school), by=admin)
    draft = factories.draft_plan(county, school=_third_school(county))
    assert str(plan) in shown(over, "officer", "bureaus:show_inbox")
    close(over)
    plan.refresh_from_db()
    draft.refresh_from_db()
    assert (plan.status, plan.returned_reason) == ("returned", "学期已结束，方案没有审批完")
    assert draft.status == "draft" and plan_of(over).status == "approved"
    assert str(plan) not in shown(over, "officer", "bureaus:show_inbox")
    with pytest.raises(RuleViolation, match="已经结束，方案不能再提交"):
        plan_services.submit_plan(plan=plan, by=admin)


def _third_school(county):
    school = county.other_school
    school.pk, school.code, school.name, school._state.adding = None, f"{school.code[:-1]}9", "示例第三小学", True
    school.save()
    return school


def test_a_plan_returned_before_is_nobodys_task_any_more(over):
    ServicePlan.objects.of(over.county.bureau.pk).update(status="returned", returned_reason="请补充")
    assert "方案退回" in shown(over, "school_admin", "bureaus:show_inbox")
    close(over)
    assert "方案退回" not in shown(over, "school_admin", "bureaus:show_inbox")


@pytest.mark.parametrize(("status", "then"), [("draft", "closed"), ("filed", "closed"), ("published", "published")])
def test_a_standard_that_was_not_published_is_closed(over, status, then):
    rows(FeeStandard, over).update(status=status)
    close(over)
    assert rows(FeeStandard, over).get().status == then


def test_what_is_owed_may_be_paid_and_nothing_is_charged_anew(over):
    close(over)
    county, cashier = over.county, over.county.client("cashier")
    charge = rows(Charge, over).get()
    assert cashier.post(county.url("billing:record_payment", pk=charge.pk), PAYMENT).status_code == 302
    charge.refresh_from_db()
    assert charge.paid_amount == 2
    rows(Charge, over).update(status="cancelled")
    answer = cashier.post(county.url("billing:issue_charges"), {"term": county.term.pk})
    assert answer.status_code == 409 and "不能再开出应收；已开出的仍可收款" in answer.text


def test_nothing_is_enrolled_or_planned_in_it(over):
    close(over)
    county = over.county
    rows(Round, over).update(status="open", closes_at="2022-02-01T00:00+08")  # even so: the term is asked too
    third = county.students[2]
    third.guardianships.create(bureau=county.bureau, guardian=county.guardian, consented_at=over.round.opens_at)
    assert "学期已结束，不能再报" in county.client("guardian").get(over.apply_url(third)).text
    submission = seats.submit(
        bureau_id=county.bureau.pk,
        round_id=over.round.pk,
        student_id=third.pk,
        guardian_id=county.guardian.pk,
        offerings=over.pks("课业辅导"),
        clubs=[],
    )
    assert (submission.is_open, submission.application_id) == (False, None)
    assert over.plan_sessions() == 0
    rows(Round, over).filter(pk=over.round.pk).update(plan=factories.draft_plan(county, school=county.other_school))
    opened = county.client("school_admin").post(
        county.url("enrollment:open_round", pk=over.round.plan_id),
        {"opens_at": "2022-01-20T10:00", "closes_at": "2022-01-25T10:00", "clubs_per_student": 2},
    )
    assert "已结束，不能开放报名" in opened.text


def test_no_standard_and_no_survey_in_it(over):
    close(over)
    county = over.county
    rows(Charge, over).delete()
    rows(FeeStandard, over).update(status="closed")
    drafted = county.client("school_admin").post(county.url("billing:draft_fee_standard", pk=over.round.plan_id))
    assert "不能再建立收费标准" in drafted.text
    answers = {county.student.pk: survey_services.Answer(needs_service=True)}
    with pytest.raises(RuleViolation, match="不能再登记摸底结果"):
        survey_services.record_answers(
            school=county.school, term=county.term, answers=answers, by=county.actor("school_admin")
        )


def test_what_took_place_in_it_is_not_taken_back(over):
    close(over)
    county, plan = over.county, plan_of(over)
    assert "撤销备案" not in shown(over, "officer", "schools:show_plan", pk=plan.pk)
    url = county.url("schools:withdraw_plan", pk=plan.pk)
    answer = county.client("officer").post(url, {"reason": "示例"}, follow=True)
    assert "已结束，方案已是历史，不能再撤销备案" in answer.text
    assert plan_of(over).status == "approved" and rows(Application, over).filter(status="agreed").exists()
