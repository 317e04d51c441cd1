"""报名."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from bureaus.reviews.models import ReviewCase
from enrollment.admissions.models import Application, ExemptionClaim, Offering, Place
from schools.families.models import Guardianship
from schools.plans.models import Activity
from schools.pupils import services as pupil_services
from schools.register.models import School, SchoolClass
from tests.desk import MONDAY
from tests.files import photograph


def post(desk, *names, client=None, student=None, **more):
    data = {"offerings": desk.pks(*names)} | more
    return (client or desk.county.client("guardian")).post(desk.apply_url(student), data)


def applications(desk):
    return Application.objects.of(desk.county.bureau.pk)


@pytest.mark.req("C-46", "C-10/all", "C-22/choice")
def test_a_guardian_applies_for_base_care_and_a_club(desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(desk, "课业辅导", "科学实验")
    application = applications(desk).get()
    assert answer.url == desk.county.url("enrollment:show_family_application", pk=application.pk)
    assert application.status == Application.Status.SUBMITTED
    assert desk.offering("科学实验").seats_left == 2
    assert Place.objects.of(application.bureau_id).taken().count() == 2
    assert Entry.objects.of(application.bureau_id).about(application).get().action == "application.submit"
    case = desk.case_of(application)
    assert (case.status, case.step_role) == (ReviewCase.Status.OPEN, "class_teacher")


@pytest.mark.req("C-10/all")
@pytest.mark.parametrize(("stage", "grade"), [("primary", 1), ("primary", 6), ("junior", 7), ("nine_year", 9)])
def test_a_pupil_of_any_grade_applies(desk, stage, grade):
    School.objects.of(desk.county.bureau.pk).filter(pk=desk.county.school.pk).update(stage=stage)
    SchoolClass.objects.of(desk.county.bureau.pk).filter(pk=desk.county.school_class.pk).update(grade=grade)
    assert post(desk, "课业辅导").status_code == 302
    assert applications(desk).get().status == Application.Status.SUBMITTED


@pytest.mark.req("C-10/on_roll")
def test_who_has_left_the_roll_does_not_apply(desk):
    pupil_services.leave_school(
        student=desk.county.student, left_for="transfer", left_on=MONDAY.date(), by=desk.county.actor("school_admin")
    )
    assert post(desk, "课业辅导").status_code == 404
    assert not applications(desk).exists()


@pytest.mark.req("C-64")
@pytest.mark.parametrize("role", ["class_teacher", "school_admin", "principal", "officer"])
def test_nobody_applies_on_behalf_of_a_family(desk, role):
    assert post(desk, "课业辅导", client=desk.county.client(role)).status_code == 403
    assert not applications(desk).exists()


def test_another_county_and_another_child_do_not_exist(desk, world):
    assert world.anxi.client("guardian").post(desk.apply_url()).status_code in (302, 404)
    assert post(desk, "课业辅导", student=desk.county.students[1]).status_code == 404
    assert not applications(desk).exists()


def test_a_round_that_is_not_open_takes_no_application(desk, clock):
    clock.shift(8 * 24 * 3600)
    answer = post(desk, "课业辅导")
    assert "已于 09月13日 10:00 截止" in answer.text
    assert not applications(desk).exists()


def test_the_same_child_applies_once(desk):
    post(desk, "课业辅导", "科学实验")
    assert "本轮已经报名" in post(desk, "课业辅导", "科学实验").text
    assert applications(desk).count() == 1
    assert desk.offering("科学实验").seats_left == 2


@pytest.mark.req("C-03/no_refusal")
def test_a_full_club_is_refused_and_base_care_never(desk):
    Offering.objects.of(desk.county.bureau.pk).filter(pk=desk.offering("科学实验").pk).update(seats_left=0)
    answer = post(desk, "课业辅导", "科学实验")
    assert "“科学实验”名额已满" in answer.text
    assert not Place.objects.of(desk.county.bureau.pk).exists()
    assert post(desk, "课业辅导").status_code == 302


def test_two_clubs_at_one_time_are_refused_and_what_was_typed_stays(desk):
    answer = post(desk, "科学实验", "篮球社", note="孩子很期待")
    assert "“篮球社”与“科学实验”在周三时间冲突" in answer.text
    assert "孩子很期待" in answer.text
    assert desk.offering("科学实验").seats_left == 3


def test_a_club_of_another_grade_is_refused_with_the_plan_as_its_clause(desk):
    Activity.objects.of(desk.county.bureau.pk).filter(name="篮球社").update(grade_from=5)
    answer = post(desk, "篮球社")
    assert "“篮球社”面向五至六年级，孩子在三年级" in answer.text
    assert "课后服务方案" in answer.text


def test_nothing_chosen_and_something_foreign_are_refused(desk):
    assert "请至少选择一项" in post(desk).text
    assert "不在本轮报名里" in post(desk, offerings=["999999"]).text


def test_without_consent_the_child_data_rules_come_first(desk):
    Guardianship.objects.of(desk.county.bureau.pk).update(consented_at=None)
    consent = desk.county.url("schools:give_consent", pk=desk.county.student.pk)
    assert desk.county.client("guardian").get(desk.apply_url()).url == consent
    answer = post(desk, "课业辅导")
    assert "请先阅读孩子信息使用规则" in answer.text
    assert "个人信息保护法" in answer.text


@pytest.mark.req("C-03/no_refusal")
def test_the_page_says_why_and_why_not_for_each_club(desk):
    Offering.objects.of(desk.county.bureau.pk).filter(pk=desk.offering("篮球社").pk).update(seats_left=0)
    page = desk.county.client("guardian").get(desk.apply_url()).text
    assert "三年级可报，还剩 3 个名额" in page
    assert "“篮球社”名额已满" in page
    assert "基础看护不限人数" in page
    assert "三(一)自主自愿原则" in page


@pytest.mark.req("C-06/six")
def test_an_exemption_is_claimed_with_a_photograph(desk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post(desk, "课业辅导", exemption="subsistence_allowance", evidence=photograph())
    claim = ExemptionClaim.objects.of(desk.county.bureau.pk).select_related("evidence").get()
    assert (claim.category_name, claim.reduction_percent) == ("低保户子女", 100)
    assert "三(三)公益普惠原则" in claim.clause
    assert claim.evidence.is_sensitive
    assert (claim.valid_from, claim.valid_to) == (desk.county.term.starts_on, desk.county.term.ends_on)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"exemption": "subsistence_allowance"}, "要上传证明材料"),
        ({"exemption": "rich"}, "选择一个有效的选项"),
    ],
    ids=["no evidence", "no such category"],
)
def test_a_bad_claim_is_refused_and_nothing_is_written(desk, more, sentence):
    assert sentence in post(desk, "课业辅导", "科学实验", **more).text
    assert not applications(desk).exists()
    assert desk.offering("科学实验").seats_left == 3


def test_a_file_that_is_no_photograph_is_refused(desk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    script = SimpleUploadedFile("低保证.jpg", b"#!/bin/sh\necho", content_type="image/jpeg")
    answer = post(desk, "课业辅导", exemption="subsistence_allowance", evidence=script)
    assert "程序文件" in answer.text
    assert not applications(desk).exists()


HARNESS = ("SAVEPOINT", "RELEASE SAVEPOINT")  # the test's own transaction makes the request's a nested one


@pytest.mark.parametrize(
    ("names", "limit"),
    [(("课业辅导",), 8), (("课业辅导", "阳光体育", "科学实验"), 9)],
    ids=["base care", "with a club, asks for clubs held elsewhere"],
)
def test_an_application_costs_few_statements(desk, names, limit):
    pks = desk.pks(*names)
    client = desk.county.client("guardian")
    with CaptureQueriesContext(connection) as captured:
        client.post(desk.apply_url(), {"offerings": pks})
    statements = [query["sql"] for query in captured if not query["sql"].startswith(HARNESS)]
    assert applications(desk).count() == 1
    assert len(statements) <= limit, statements
    assert not [sql for sql in statements if "COUNT(*)" in sql]
