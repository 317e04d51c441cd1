"""The family's first page: what is to do, child by child."""

import pytest

from schools.families.models import Guardianship


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


def test_a_survey_that_was_answered_is_not_asked_again(desk):
    url = desk.county.url("schools:answer_demand", pk=desk.county.student.pk)
    desk.county.client("guardian").post(url, {"needs_service": "no"})
    assert "填写需求摸底" not in home(desk.county)


def test_before_a_term_begins_the_survey_of_the_coming_one_is_asked(desk, clock):
    clock.move_to("2021-08-20 09:00 +0800")
    assert "填写需求摸底" in home(desk.county)
    url = desk.county.url("schools:answer_demand", pk=desk.county.student.pk)
    assert desk.county.client("guardian").post(url, {"needs_service": "no"}).status_code == 302
    assert "填写需求摸底" not in home(desk.county)
    clock.move_to("2022-01-20 09:00 +0800")
    assert "现在没有进行中的学期" in desk.county.client("guardian").get(url).text


@pytest.mark.parametrize("role", ["school_admin", "officer"])
def test_staff_have_no_family_page(desk, role):
    assert desk.county.client(role).get(desk.county.url("enrollment:show_family")).status_code == 403


def test_who_is_not_signed_in_is_asked_to(desk, client):
    answer = client.get(desk.county.url("enrollment:show_family"))
    assert answer.url.startswith(desk.county.url("family:request_code"))
