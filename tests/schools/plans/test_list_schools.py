"""学校名册 and one school: six steps, what is missing, constant queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.roles import Role
from schools.plans.services import plans
from schools.register import registry as steps
from schools.register.models import School
from schools.surveys import services
from schools.surveys.services import Answer
from tests import factories


def page(county, role=Role.OFFICER, **query):
    return county.client(role).get(county.url("schools:list_schools"), query)


def test_every_school_with_its_steps(linhe, draft):
    answer = page(linhe)
    assert "临河区示例第一小学" in answer.text and "临河区示例第二小学" in answer.text
    by_school = {school.pk: [step.state for step in six] for school, six in answer.context["rows"]}
    assert by_school[linhe.school.pk] == ["done", "current", "todo", "todo", "todo", "todo"]
    assert by_school[linhe.other_school.pk][0] == "current"


def test_found_by_state_of_the_plan(linhe, submitted):
    assert [s.pk for s, _ in page(linhe, plan="submitted").context["rows"]] == [linhe.school.pk]
    assert [s.pk for s, _ in page(linhe, plan="none").context["rows"]] == [linhe.other_school.pk]
    assert not page(linhe, area="township").context["rows"]


def test_a_school_may_not(linhe):
    assert page(linhe, Role.PRINCIPAL).status_code == 403


def test_another_county_sees_its_own(linhe, world):
    assert "临河区示例" not in page(world.anxi).text
    url = world.anxi.url("schools:show_school", pk=linhe.school.pk)
    assert world.anxi.client(Role.OFFICER).get(url).status_code == 404


def test_two_schools_cost_what_thirty_cost(linhe):
    def queries() -> int:
        client = linhe.client(Role.OFFICER)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(linhe.url("schools:list_schools"))
        return len(seen)

    queries()
    few = queries()
    for n in range(3, 31):
        school = School.objects.of(linhe.bureau.pk).create(
            code=f"15080200{n:02d}", name=f"示例{n}小学", stage="primary", area="urban"
        )
        factories.draft_plan(linhe, school=school)
    assert queries() == few


class TestShowSchool:
    @pytest.mark.req("C-43", "C-44", "C-45")
    def test_the_step_in_hand_says_what_is_missing(self, linhe, draft):
        answer = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:show_school", pk=linhe.school.pk))
        current = next(step for step in answer.context["steps"] if step.state == "current")
        assert current.title == "拟定方案"
        assert "方案还是草稿，没有提交。" in current.missing
        assert any("没有写服务时间" in sentence for sentence in current.missing)

    def test_another_school_of_the_county_is_not_there(self, linhe):
        url = linhe.url("schools:show_school", pk=linhe.other_school.pk)
        assert linhe.client(Role.SCHOOL_ADMIN).get(url).status_code == 404

    def test_an_approved_plan_waits_for_enrollment(self, linhe):
        linhe.approved_plan()
        answer = linhe.client(Role.OFFICER).get(linhe.url("schools:show_school", pk=linhe.school.pk))
        assert [step.state for step in answer.context["steps"]][:3] == ["done", "done", "done"]

    @pytest.mark.req("C-63")
    def test_answers_are_the_first_step(self, linhe):
        services.record_answers(
            school=linhe.school, term=linhe.term, by=linhe.actor(Role.SCHOOL_ADMIN),
            answers={linhe.students[0].pk: Answer(True), linhe.students[1].pk: Answer(False)},
        )  # fmt: skip
        six = steps.steps_of(linhe.bureau.pk, [linhe.school.pk], linhe.term)[linhe.school.pk]
        assert six[0].state == "done" and six[0].note == "3 名学生中 2 名已登记，1 名有需求"


def test_the_first_page_counts_plans_and_steps(linhe, submitted):
    answer = linhe.client(Role.OFFICER).get(linhe.url("bureaus:show_home"))
    assert "待审批方案" in answer.text and "1 / 2 所" in answer.text


def test_a_returned_plan_waits_for_whoever_filed_it(linhe, submitted):
    plans.return_plan(plan=submitted, reason="请补充预案", by=linhe.actor(Role.OFFICER))
    assert "请补充预案" in linhe.client(Role.PRINCIPAL).get(linhe.url("bureaus:show_inbox")).text
    assert "请补充预案" not in linhe.client(Role.TEACHER).get(linhe.url("bureaus:show_inbox")).text


def test_only_known_steps_have_an_owner():
    with pytest.raises(ValueError, match="no such step"):
        steps.register("party", lambda bureau_id, school_ids, term: {})
