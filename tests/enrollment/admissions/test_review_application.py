"""审核报名, 批量通过, 取消社团名额, 补正."""

import pytest

from accounts.models.user import Membership
from afterschool.values.errors import RuleViolation
from audit.models import Entry
from bureaus.policies import packs
from bureaus.policies import services as policy_services
from bureaus.policies.kinds import ReviewChains
from bureaus.reviews.models import ReviewCase
from bureaus.reviews.services import Decision
from enrollment.admissions.models import Application, ExemptionClaim, Place
from enrollment.admissions.services import reviewing


def review(desk, application, role, decision="approve", reason=""):
    url = desk.county.url("enrollment:review_application", pk=application.pk)
    return desk.county.client(role).post(url, {"decision": decision, "reason": reason})


@pytest.fixture
def application(desk) -> Application:
    return desk.apply("课业辅导", "科学实验")


def test_two_steps_accept_an_application(desk, application):
    review(desk, application, "class_teacher")
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED
    answer = review(desk, application, "school_admin", reason="同意参加")
    application.refresh_from_db()
    assert answer.url == desk.county.url("enrollment:show_application", pk=application.pk)
    assert (application.status, application.decision_reason) == (Application.Status.ACCEPTED, "同意参加")
    actions = [entry.action for entry in Entry.objects.of(application.bureau_id).about(application)]
    assert actions == ["application.accept", "application.submit"]


def test_the_wrong_role_and_the_wrong_step_are_forbidden(desk, application):
    assert review(desk, application, "cashier").status_code == 403
    assert review(desk, application, "school_admin").status_code == 403
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED


def test_another_county_does_not_see_it(desk, application, world):
    url = world.anxi.url("enrollment:review_application", pk=application.pk)
    assert world.anxi.client("class_teacher").post(url, {"decision": "approve"}).status_code == 404
    show = world.anxi.url("enrollment:show_application", pk=application.pk)
    assert world.anxi.client("school_admin").get(show).status_code == 404


def test_what_is_decided_stays_decided(desk, application):
    desk.accept(application)
    answer = review(desk, application, "school_admin")
    assert "已经办结" in answer.text


@pytest.mark.req("C-03/no_refusal")
def test_an_application_for_base_care_cannot_be_rejected(desk, application):
    answer = review(desk, application, "class_teacher", "reject", "人数太多")
    assert "不得拒绝或推诿" in answer.text
    assert "三(一)自主自愿原则" in answer.text
    application.refresh_from_db()
    assert application.status == Application.Status.SUBMITTED


@pytest.mark.req("C-03/no_refusal")
def test_an_application_for_base_care_cannot_be_returned_either(desk, application):
    """The form does not offer it, the chain's steps allow it, and what is returned to a family is rejected."""
    with pytest.raises(RuleViolation, match="不得拒绝或推诿"):
        reviewing.review_application(
            application=application, decision=Decision.RETURN, reason="人数太多", by=desk.county.actor("class_teacher")
        )


def test_with_a_rejected_application_its_claim_and_the_claims_review_end(desk, claim):
    application = desk.apply("科学实验", claim=claim)
    review(desk, application, "class_teacher", "reject", "器材不足")
    claimed = ExemptionClaim.objects.of(application.bureau_id).get(application=application)
    assert (claimed.status, claimed.decision_reason) == (ExemptionClaim.Status.REJECTED, "报名未通过")
    assert not ReviewCase.objects.of(application.bureau_id).about(claimed).under_review().exists()


def test_a_club_alone_can_be_rejected_with_a_reason_and_its_seat_is_free_again(desk):
    application = desk.apply("科学实验")
    assert "要写明理由" in review(desk, application, "class_teacher", "reject").text
    review(desk, application, "class_teacher", "reject", "器材不足")
    application.refresh_from_db()
    assert (application.status, application.decision_reason) == (Application.Status.REJECTED, "器材不足")
    assert desk.offering("科学实验").seats_left == 3
    page = (
        desk.county.client("guardian")
        .get(desk.county.url("enrollment:show_family_application", pk=application.pk))
        .text
    )
    assert "器材不足" in page
    assert desk.apply("课业辅导").status == Application.Status.SUBMITTED


@pytest.mark.req("C-03/no_refusal")
def test_the_reviewer_takes_one_club_out_and_never_base_care(desk, application):
    places = {p.offering.activity.name: p for p in Place.objects.of(application.bureau_id)}
    client = desk.county.client("class_teacher")
    client.post(desk.county.url("enrollment:remove_club", pk=places["科学实验"].pk), {"reason": "器材不足"})
    assert desk.offering("科学实验").seats_left == 3
    answer = client.post(desk.county.url("enrollment:remove_club", pk=places["课业辅导"].pk), {"reason": "人太多"})
    assert "基础看护不得拒绝" in answer.text
    assert Place.objects.of(application.bureau_id).taken().count() == 1


def test_a_family_answers_what_is_asked_and_the_review_goes_on(desk, application):
    review(desk, application, "class_teacher", "ask", "请写明每周几天来")
    client, url = (
        desk.county.client("guardian"),
        desk.county.url("enrollment:show_family_application", pk=application.pk),
    )
    assert "请写明每周几天来" in client.get(url).text
    assert "按学校要求补正" in client.get(desk.county.url("enrollment:show_family")).text
    client.post(url, {"answer": "周一到周五都来"})
    assert desk.case_of(application).status == ReviewCase.Status.OPEN
    review(desk, application, "class_teacher")
    assert desk.case_of(application).step == 1


def test_a_class_teacher_approves_the_class_in_one_step(desk):
    first, second = desk.apply(n=0), desk.apply(n=1)
    client = desk.county.client("class_teacher")
    page = client.get(desk.county.url("enrollment:list_applications")).text
    assert page.count('status tone-warn">等您审核') == 2
    client.post(
        desk.county.url("enrollment:approve_applications"), {"applications": [first.pk, second.pk, "x", 10**30]}
    )
    assert {desk.case_of(a).step_role for a in (first, second)} == {"school_admin"}
    assert desk.county.client("teacher").post(desk.county.url("enrollment:approve_applications")).status_code == 403


def install_chain(county, pack: str) -> None:
    """The enrollment chain of another county's document, as this bureau's own policy."""
    statements = [statement for statement in packs.all_packs()[pack].statements if statement.kind is ReviewChains]
    statement = next(s for s in statements if any(c["subject"] == "enrollment_review" for c in s.raw["chains"]))
    policy_services.add_policy(
        kind=ReviewChains.KIND,
        value=statement.raw,
        severity=statement.severity,
        clause=statement.clause,
        effective_from=county.term.starts_on,
        by=county.actor("officer"),
    )


def test_class_teacher_moral_education_and_teaching_office_review_in_this_order(desk):
    install_chain(desk.county, "shahe_2021")
    application = desk.apply()
    assert review(desk, application, "teaching_office").status_code == 403
    for role in ("class_teacher", "moral_education_office", "teaching_office"):
        assert review(desk, application, role).status_code == 302
    application.refresh_from_db()
    assert application.status == Application.Status.ACCEPTED


def test_who_holds_two_steps_and_presses_twice_decides_the_one_they_saw(desk):
    """The committee of the school holds both steps; the second press is of the page that showed the first."""
    install_chain(desk.county, "qujing_2020_draft")
    application = desk.apply()
    ReviewCase.objects.of(application.bureau_id).about(application).update(
        step=1, step_role="committee_member", step_scope="grade"
    )
    client = desk.county.client("committee_member")
    page = client.get(desk.county.url("enrollment:show_application", pk=application.pk)).text
    assert '<input type="hidden" name="step" value="1"' in page
    sent = {"decision": "approve", "reason": "", "step": "1"}
    url = desk.county.url("enrollment:review_application", pk=application.pk)
    assert client.post(url, sent).status_code == 302
    again = client.post(url, sent)
    assert "这一步刚刚已经办过" in again.text
    assert '<input type="hidden" name="step" value="2"' in again.text
    assert desk.case_of(application).current_step.scope == "school"
    assert client.post(url, sent | {"step": "2"}).status_code == 302
    application.refresh_from_db()
    assert application.status == Application.Status.ACCEPTED


def test_committees_of_class_grade_and_school_review_one_after_the_other(desk):
    install_chain(desk.county, "qujing_2020_draft")
    application = desk.apply()
    whole_school = desk.county.client("committee_member")
    url = desk.county.url("enrollment:review_application", pk=application.pk)
    assert whole_school.post(url, {"decision": "approve"}).status_code == 403
    member = desk.county.people["committee_member"]
    of_class = Membership.objects.of(application.bureau_id).create(
        user=desk.county.users["cashier"], role=member.role, school=member.school, school_class=desk.county.school_class
    )
    desk.county.people["committee_member"] = of_class
    desk.county.users["committee_member"], other = desk.county.users["cashier"], desk.county.users["committee_member"]
    assert desk.county.client("committee_member").post(url, {"decision": "approve"}).status_code == 302
    desk.county.people["committee_member"], desk.county.users["committee_member"] = member, other
    assert desk.case_of(application).current_step.scope == "grade"
    assert whole_school.post(url, {"decision": "approve"}).status_code == 302
    assert desk.case_of(application).current_step.scope == "school"
    whole_school.post(url, {"decision": "approve"})
    application.refresh_from_db()
    assert application.status == Application.Status.ACCEPTED
