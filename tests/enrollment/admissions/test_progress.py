"""What enrollment tells the first page, the six steps and the inbox."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.register import registry as term_steps


def step(desk, code: str) -> term_steps.Step:
    school = desk.county.school.pk
    steps = term_steps.steps_of(desk.county.bureau.pk, [school], desk.county.term)[school]
    return next(one for one in steps if one.code == code)


def progress(desk, code: str) -> term_steps.Progress:
    school = desk.county.school.pk
    return term_steps._sources[code](desk.county.bureau.pk, [school], desk.county.term)[school]


def test_a_school_that_has_not_opened_is_told_so(linhe):
    school = linhe.school.pk
    progress = term_steps._sources["enrollment"](linhe.bureau.pk, [school], linhe.term)[school]
    assert progress.missing == ("方案备案后还没有开放报名。",)


def test_the_steps_say_what_is_still_missing(desk):
    assert progress(desk, "enrollment").missing == ("报名已开放，还没有家长报名。",)
    application = desk.apply()
    assert progress(desk, "enrollment").done
    assert progress(desk, "agreement").missing == ("还有 1 份报名没有审核完。",)
    desk.accept(application)
    assert progress(desk, "agreement").missing == ("还有 1 户没有签订服务协议。",)
    desk.agree(application)
    assert step(desk, "agreement").state == "done"
    assert step(desk, "agreement").note == "1 户已签订"


def test_a_case_waits_in_the_inbox_of_whoever_decides_now(desk):
    application = desk.apply()
    show = desk.county.url("enrollment:show_application", pk=application.pk)
    inbox = desk.county.url("bureaus:show_inbox")
    assert show in desk.county.client("class_teacher").get(inbox).text
    assert show not in desk.county.client("school_admin").get(inbox).text


def test_the_first_page_counts_who_takes_part(desk):
    desk.agreed()
    page = desk.county.client("officer").get(desk.county.url("bureaus:show_home")).text
    assert "参加学生" in page
    assert "签订协议" in page


def queries(client, url: str) -> int:
    client.get(url)  # what is read once a process: content types, the tree of bureaus
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("school_admin", "enrollment:list_applications"),
        ("school_admin", "enrollment:list_rounds"),
        ("teacher", "enrollment:list_sessions"),
    ],
)
def test_a_list_of_two_costs_what_a_list_of_one_costs(desk, role, name):
    client, url = desk.county.client(role), desk.county.url(name)
    desk.agreed("课业辅导", n=0)
    desk.plan_sessions()
    one = queries(client, url)
    desk.agreed("课业辅导", "阳光体育", "科学实验", n=1)
    desk.plan_sessions()
    assert queries(client, url) == one
