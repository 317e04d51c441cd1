"""One school: its six steps, and what the one in hand lacks."""

import pytest

from audit.roles import Role


@pytest.mark.req("C-44/time")
def test_the_step_in_hand_says_what_is_missing(linhe, draft):
    answer = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:show_school", pk=linhe.school.pk))
    current = next(step for step in answer.context["steps"] if step.state == "current")
    assert current.title == "拟定方案"
    assert "方案还是草稿，没有提交。" in current.missing
    assert any("没有写服务时间" in sentence for sentence in current.missing)


def test_another_school_of_the_county_is_not_there(linhe):
    url = linhe.url("schools:show_school", pk=linhe.other_school.pk)
    assert linhe.client(Role.SCHOOL_ADMIN).get(url).status_code == 404


def test_an_approved_plan_waits_for_enrollment(linhe):
    linhe.approved_plan()
    answer = linhe.client(Role.OFFICER).get(linhe.url("schools:show_school", pk=linhe.school.pk))
    assert [step.state for step in answer.context["steps"]][:3] == ["done", "done", "done"]
