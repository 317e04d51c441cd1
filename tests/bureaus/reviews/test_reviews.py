"""The review engine: steps, votes, returns, corrections, duties, and that nothing advances by itself."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from accounts.models.user import Membership, User
from afterschool.values.errors import Forbidden, RuleViolation
from audit.models import Entry
from bureaus.policies import policies
from bureaus.policies.kinds import ReviewSubject
from bureaus.policies.models import Policy
from bureaus.policies.values import Severity
from bureaus.reviews import reports, services
from bureaus.reviews.models import ReviewCase, ReviewDecision
from bureaus.reviews.services import Decision, Result
from bureaus.terms import services as term_services

PLAN, ENROLLMENT = ReviewSubject.PLAN_APPROVAL, ReviewSubject.ENROLLMENT_REVIEW
FRIDAY = "2021-09-24 09:00 +0800"


@pytest.fixture(autouse=True)
def clock(world):
    term_services.seed_holidays([2021])
    with time_machine.travel(FRIDAY, tick=False):
        yield


@pytest.fixture
def county(world):
    return world.linhe


def state_chain(county, subject, *steps, days_allowed=None):
    value = {"chains": [{"subject": subject, "steps": list(steps)}]}
    if days_allowed:
        value["days_allowed"] = days_allowed
    Policy.objects.of(county.bureau.pk).create(
        kind="review_chain",
        value=value,
        severity=Severity.BLOCK,
        effective_from=date(2021, 9, 1),
        source_title="示例办法",
        source_article="第一条",
    )


def open_case(county, chain=PLAN, role="school_admin", **places):
    """A case about the school, filed by its administrator; where classes matter, about the class."""
    return services.open_review(
        county.school, chain=chain, by=county.actor(role), school_id=county.school.pk, path="/", **places
    )


def decide(county, case, role, decision=Decision.APPROVE, reason="", **options):
    return services.review_step(case, decision, reason, by=county.actor(role), **options)


def test_a_case_opens_at_the_first_step_with_its_days(county):
    case = open_case(county)
    assert (case.status, case.step, case.step_role, case.step_scope) == ("open", 0, "officer", "bureau")
    assert case.due_on == date(2021, 9, 30), "five working days from Friday, the 调休 Sunday included"
    assert case.clause == "《平台默认设置》审核流程"
    assert Entry.objects.of(county.bureau.pk).about(case).get().action == "review.open"


def test_a_second_case_about_the_same_subject_is_refused(county):
    open_case(county)
    with pytest.raises(RuleViolation, match="正在审核中"):
        open_case(county)


def test_steps_run_in_order_and_only_the_last_approval_approves(county):
    case = open_case(county)
    assert decide(county, case, "officer").result is Result.ADVANCED
    case.refresh_from_db()
    assert (case.step, case.step_role, case.status) == (1, "approver", "open")
    outcome = decide(county, case, "approver")
    assert outcome.approved and outcome.closed
    assert outcome.case.status == "approved" and outcome.case.closed_at and outcome.case.due_on is None


def test_every_decision_is_a_row_with_who_when_and_why(county):
    case = open_case(county)
    decide(county, case, "officer", reason="材料齐全")
    row = ReviewDecision.objects.of(county.bureau.pk).get()
    assert (row.step, row.role, row.decision, row.reason) == (0, "officer", "approve", "材料齐全")
    assert (row.user_id, row.by_name) == (county.users["officer"].pk, "业务股室示例")


@pytest.mark.parametrize("role", ["approver", "finance", "school_admin", "principal"])
def test_a_wrong_role_may_not_decide(county, role):
    case = open_case(county)
    with pytest.raises(Forbidden):
        decide(county, case, role)


def test_a_closed_case_takes_no_decision(county):
    case = open_case(county)
    decide(county, case, "officer", Decision.REJECT, "不符合规定")
    with pytest.raises(RuleViolation, match="已经办结（不通过）"):
        decide(county, case, "officer")


@pytest.mark.parametrize("decision", [Decision.RETURN, Decision.REJECT, Decision.ASK])
def test_whoever_does_not_approve_says_why(county, decision):
    case = open_case(county)
    with pytest.raises(RuleViolation, match="理由"):
        decide(county, case, "officer", decision, "  ")


def test_who_filed_may_not_decide(county):
    case = open_case(county, role="officer")
    with pytest.raises(RuleViolation, match=r"送审人不能审核自己送审的事项.*不相容岗位"):
        decide(county, case, "officer")
    assert not reports.waiting_for(county.actor("officer")).exists()


def test_return_to_the_applicant_closes_the_case_and_a_new_one_may_be_opened(county):
    case = open_case(county)
    outcome = decide(county, case, "officer", Decision.RETURN, "缺应急预案")
    assert outcome.returned and outcome.case.status == "returned"
    assert open_case(county).pk != case.pk


def test_return_to_an_earlier_step_begins_that_step_again(county):
    case = open_case(county)
    decide(county, case, "officer")
    outcome = decide(county, case, "approver", Decision.RETURN, "请核对收费", return_to="officer")
    assert outcome.result is Result.SENT_BACK
    assert (outcome.case.status, outcome.case.step, outcome.case.step_role) == ("open", 0, "officer")


def test_return_to_where_policy_does_not_allow_is_refused(county):
    case = open_case(county)
    with pytest.raises(RuleViolation, match="不能退回到所选的步骤"):
        decide(county, case, "officer", Decision.RETURN, "请核对", return_to="approver")


def test_a_quorum_counts_different_people(county):
    state_chain(county, PLAN, {"code": "c", "name": "家委会", "role": "committee_member", "quorum": 2})
    other = User.objects.create_user("second", password="示例密码-2026", name="家委会样本")
    Membership.objects.of(county.bureau.pk).create(user=other, role="committee_member", school=county.school)
    case = open_case(county)
    assert decide(county, case, "committee_member").result is Result.COUNTED
    with pytest.raises(RuleViolation, match="已经对这一步表过态"):
        decide(county, case, "committee_member")
    assert not reports.waiting_for(county.actor("committee_member")).exists()
    second = replace(county.actor("committee_member"), user_id=other.pk, name=other.name)
    assert list(reports.waiting_for(second)) == [case]
    assert services.review_step(case, Decision.APPROVE, by=second).approved


def test_a_request_for_correction_stops_the_clock(county):
    case = open_case(county)
    assert decide(county, case, "officer", Decision.ASK, "请补充保险单").result is Result.ASKED
    with pytest.raises(RuleViolation, match="等待补正"):
        decide(county, case, "officer")
    with time_machine.travel("2021-09-29 09:00 +0800", tick=False):
        answered = services.answer_correction(case, "已补充", by=county.actor("school_admin"))
    assert answered.status == "open" and answered.waiting_since is None
    assert answered.due_on == date(2021, 10, 12), "four working days stood still, 国庆节 lies between"
    assert [d.decision for d in answered.decisions.all()] == ["ask", "answer"]


def test_only_who_filed_or_the_school_answers(county):
    case = open_case(county)
    decide(county, case, "officer", Decision.ASK, "请补充")
    with pytest.raises(Forbidden):
        services.answer_correction(case, "已补充", by=county.actor("teacher"))


def test_who_filed_may_withdraw_while_it_is_under_review(county):
    case = open_case(county)
    services.withdraw_review(case, by=county.actor("school_admin"))
    case.refresh_from_db()
    assert case.status == "cancelled"


def test_the_chain_of_class_teacher_moral_education_and_teaching_office(county):
    state_chain(
        county,
        ENROLLMENT,
        {"code": "class", "name": "班主任审核", "role": "class_teacher", "scope": "class"},
        {"code": "moral", "name": "德育部门设班定员", "role": "moral_education_office"},
        {"code": "teaching", "name": "教学部门调配教师", "role": "teaching_office"},
    )
    case = open_case(county, ENROLLMENT, class_id=county.school_class.pk)
    results = [
        decide(county, case, role).result for role in ("class_teacher", "moral_education_office", "teaching_office")
    ]
    assert results == [Result.ADVANCED, Result.ADVANCED, Result.APPROVED]


def test_a_class_teacher_decides_about_their_own_class_only(county):
    case = open_case(county, ENROLLMENT, class_id=county.school_class.pk + 1000)
    with pytest.raises(Forbidden):
        decide(county, case, "class_teacher")


def test_another_school_does_not_decide(county):
    case = services.open_review(
        county.other_school, chain=ENROLLMENT, by=county.actor("officer"), school_id=county.other_school.pk, path="/"
    )
    with pytest.raises(Forbidden):
        decide(county, case, "class_teacher")
    assert not reports.waiting_for(county.actor("class_teacher")).exists()


def test_another_county_sees_and_decides_nothing(world, county):
    case = open_case(county)
    assert not reports.waiting_for(world.anxi.actor("officer")).exists()
    with pytest.raises(Forbidden):
        services.review_step(case, Decision.APPROVE, by=world.anxi.actor("officer"))


def test_a_delegate_may_stand_in(county):
    state_chain(
        county, PLAN, {"code": "a", "name": "审批", "role": "approver", "scope": "bureau", "delegate": "officer"}
    )
    case = open_case(county)
    assert list(reports.waiting_for(county.actor("officer"))) == [case]
    assert decide(county, case, "officer").approved


def test_nothing_advances_by_itself_when_the_days_are_over(county):
    case = open_case(county)
    with time_machine.travel("2021-12-01 09:00 +0800", tick=False):
        case.refresh_from_db()
        assert (case.status, case.step) == ("open", 0)
        assert list(ReviewCase.objects.of(county.bureau.pk).overdue(date(2021, 12, 1))) == [case]


def test_a_case_keeps_the_steps_of_the_day_it_opened(county):
    case = open_case(county)
    state_chain(county, PLAN, {"code": "a", "name": "审批", "role": "finance", "scope": "bureau"})
    assert decide(county, case, "officer").result is Result.ADVANCED


def test_what_waits_for_me_is_sorted_by_due_day(county):
    later = open_case(county)
    with time_machine.travel("2021-09-23 09:00 +0800", tick=False):
        sooner = services.open_review(
            county.other_school, chain=PLAN, by=county.actor("school_admin"), school_id=county.other_school.pk, path="/"
        )
    assert list(reports.waiting_for(county.actor("officer"))) == [sooner, later]


def test_waiting_cases_cost_the_same_few_or_many(county, django_assert_num_queries):
    open_case(county)
    with django_assert_num_queries(1):
        list(reports.waiting_for(county.actor("officer")))


def test_without_any_chain_the_refusal_says_where_to_add_one(county, monkeypatch):
    with pytest.raises(policies.PolicyMissing, match="没有“线索登记表审核”的审核流程"):
        open_case(county, ReviewSubject.CLUE_REPORT)
