"""The family's pages: what is to do, consent, demand survey, withdrawal."""

import pytest

from audit.models import Entry
from enrollment.admissions.models import Application, Place
from schools.families.models import Guardianship
from schools.surveys.models import DemandAnswer


def home(county) -> str:
    return county.client("guardian").get(county.url("enrollment:show_family")).text


def test_the_first_page_says_what_is_to_do(desk, django_assert_max_num_queries):
    Guardianship.objects.of(desk.county.bureau.pk).update(consented_at=None)
    client = desk.county.client("guardian")
    with django_assert_max_num_queries(16):
        page = client.get(desk.county.url("enrollment:show_family")).text
    assert "示例学生甲" in page
    assert "阅读并同意孩子信息使用规则" in page
    assert "填写需求摸底" in page
    assert "报名课后服务" in page
    assert "示例学生乙" not in page


def test_each_step_asks_for_the_next(desk):
    application = desk.apply()
    assert "报名课后服务" not in home(desk.county)
    desk.accept(application)
    assert "阅读并签订服务协议" in home(desk.county)
    desk.agree(application)
    assert "已参加" in home(desk.county)


@pytest.mark.parametrize("role", ["school_admin", "officer"])
def test_staff_have_no_family_page(desk, role):
    assert desk.county.client(role).get(desk.county.url("enrollment:show_family")).status_code == 403


def test_who_is_not_signed_in_is_asked_to(desk, client):
    answer = client.get(desk.county.url("enrollment:show_family"))
    assert answer.url.startswith(desk.county.url("family:request_code"))


# --- consent ------------------------------------------------------------------------------------------------


def test_consent_is_given_refused_and_taken_back(desk):
    mine = Guardianship.objects.of(desk.county.bureau.pk).filter(guardian=desk.county.guardian)
    mine.update(consented_at=None, consent_version="")
    client, url = desk.county.client("guardian"), desk.county.url("schools:give_consent", pk=desk.county.student.pk)
    assert "不同意不影响" in client.get(url).text
    client.post(url, {"answer": "give"})
    assert mine.get().consent_version == "2026-1"
    client.post(url, {"answer": "refuse"})
    assert mine.get().consented_at is None
    actions = [entry.action for entry in Entry.objects.of(desk.county.bureau.pk).about(mine.get())]
    assert actions == ["consent.refuse", "consent.give"]


def test_consent_for_another_child_does_not_exist(desk):
    url = desk.county.url("schools:give_consent", pk=desk.county.students[1].pk)
    assert desk.county.client("guardian").post(url, {"answer": "give"}).status_code == 404


# --- demand ----------------------------------------------------------------------------------------------------


def answer(desk, **data):
    url = desk.county.url("schools:answer_demand", pk=desk.county.student.pk)
    return desk.county.client("guardian").post(url, data)


@pytest.mark.req("A-11", "C-43", "C-63")
def test_a_guardian_answers_the_survey_and_may_change_it(desk):
    answer(desk, needs_service="yes", days_per_week="3", wishes=["arts"])
    found = DemandAnswer.objects.of(desk.county.bureau.pk).get()
    assert (found.needs_service, found.days_per_week, found.wishes, found.source) == (True, 3, ["arts"], "guardian")
    answer(desk, needs_service="no", days_per_week="3")
    found.refresh_from_db()
    assert (found.needs_service, found.days_per_week) == (False, 0)
    assert "填写需求摸底" not in home(desk.county)


def test_an_empty_answer_is_asked_again(desk):
    assert "请选择需要或不需要" in answer(desk, days_per_week="3").text
    assert not DemandAnswer.objects.of(desk.county.bureau.pk).exists()


# --- withdrawal -----------------------------------------------------------------------------------------------


def withdraw(desk, application, role="guardian"):
    return desk.county.client(role).post(desk.county.url("enrollment:withdraw_application", pk=application.pk))


@pytest.mark.req("C-03")
def test_a_family_leaves_as_freely_as_it_came(desk, claim):
    application = desk.apply("课业辅导", "科学实验", claim=claim)
    assert desk.offering("科学实验").seats_left == 2
    withdraw(desk, application)
    application.refresh_from_db()
    assert application.status == Application.Status.WITHDRAWN
    assert desk.offering("科学实验").seats_left == 3
    assert not Place.objects.of(application.bureau_id).taken().exists()
    assert desk.case_of(application).status == "cancelled"
    assert application.exemption_claim.status == "rejected"
    assert desk.apply("科学实验").status == Application.Status.SUBMITTED


@pytest.mark.parametrize("role", ["class_teacher", "school_admin"])
def test_a_school_does_not_withdraw_for_a_family(desk, role):
    assert withdraw(desk, desk.apply(), role).status_code == 403


def test_withdrawing_twice_is_refused(desk):
    application = desk.apply()
    withdraw(desk, application)
    assert "不能变为" in withdraw(desk, application).text
    assert desk.offering("科学实验").seats_left == 3


def test_another_familys_application_does_not_exist(desk):
    assert withdraw(desk, desk.apply(n=1)).status_code == 404
