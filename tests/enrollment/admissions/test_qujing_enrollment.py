"""报名 as 曲靖's draft wants it, in 麒麟区: of the family's own will, in writing, through three committees."""

import pytest

from bureaus.reviews.models import ReviewDecision
from enrollment.admissions.models import Application, Round
from schools.plans.services import plans as plan_services
from tests import factories
from tests.desk import Desk, give_consent, open_desk

COMMITTEES = ("class_committee", "committee_member", "committee_member")
TIMES = {"opens_at": "2021-09-06T10:00", "closes_at": "2021-09-13T18:00", "clubs_per_student": "2"}


@pytest.fixture
def desk(qilin) -> Desk:
    give_consent(qilin)
    return open_desk(qilin, qilin.approved_plan())


def apply(desk: Desk, role: str = "guardian"):
    return desk.county.client(role).post(desk.apply_url(), {"offerings": desk.pks("课业辅导", "科学实验")})


def decide(desk: Desk, application: Application, role: str) -> int:
    url = desk.county.url("enrollment:review_application", pk=application.pk)
    return desk.county.client(role).post(url, {"decision": "approve"}).status_code


def applications(desk: Desk):
    return Application.objects.of(desk.county.bureau.pk)


@pytest.mark.req("D-03/family_alone")
@pytest.mark.parametrize(
    "role", ["class_teacher", "school_admin", "principal", "committee_member", "class_committee", "officer"]
)
def test_nobody_signs_a_child_up_but_its_family(desk, role):
    assert apply(desk, role).status_code == 403
    assert not applications(desk).exists()
    assert apply(desk).status_code == 302
    assert applications(desk).get().guardian == desk.county.guardian


@pytest.mark.req("D-28/in_writing", "D-28/three_levels")
def test_a_written_application_passes_class_grade_and_school_committee_in_this_order(
    desk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        apply(desk)
    application = applications(desk).get()
    family = desk.county.client("guardian")
    page = family.get(desk.county.url("enrollment:show_family_application", pk=application.pk)).text
    assert "课业辅导" in page and "科学实验" in page
    for n, role in enumerate(COMMITTEES):
        case = desk.case_of(application)
        assert (case.current_step.scope, case.clause) == (
            ("class", "grade", "school")[n],
            "《曲靖市人民政府关于做好中小学生课后服务工作的指导意见（征求意见稿）》三(七)1",
        )
        for stranger in {"class_teacher", "school_admin", *COMMITTEES} - {role}:
            assert decide(desk, application, stranger) == 403
        assert decide(desk, application, role) == 302
        application.refresh_from_db()
        assert application.status == ("accepted" if n == 2 else "submitted")
    decisions = ReviewDecision.objects.of(desk.county.bureau.pk).filter(case=desk.case_of(application)).order_by("pk")
    assert list(decisions.values_list("by_name", flat=True)) == [
        "class_committee示例",
        "家长委员会示例",
        "家长委员会示例",
    ]


@pytest.mark.req("D-31/approval")
def test_enrollment_waits_for_the_approval_of_the_education_authority(qilin):
    plan = factories.complete_plan(qilin)
    admin = qilin.client("school_admin")
    url = qilin.url("enrollment:open_round", pk=plan.pk)
    assert "经教育局备案审批后才能开放报名" in admin.post(url, TIMES).text
    plan_services.submit_plan(plan=plan, by=qilin.actor("school_admin"))
    plan_services.approve_plan(plan=plan, by=qilin.actor("officer"))
    assert "经教育局备案审批后才能开放报名" in admin.post(url, TIMES).text
    assert not Round.objects.of(qilin.bureau.pk).exists()
    plan_services.approve_plan(plan=plan, by=qilin.actor("approver"))
    assert admin.post(url, TIMES).status_code == 302
    assert Round.objects.of(qilin.bureau.pk).get().status == "open"
