"""What the plans tell the first page, the six steps and the inbox."""

import pytest

from audit.roles import Role
from schools.plans.services import plans as plan_services
from schools.register import registry as term_steps
from schools.surveys import services as survey_services
from schools.surveys.services import Answer


def test_the_first_page_counts_plans_and_steps(linhe, submitted):
    answer = linhe.client(Role.OFFICER).get(linhe.url("bureaus:show_home"))
    assert "待审批方案" in answer.text and "1 / 2 所" in answer.text


def test_a_returned_plan_waits_for_whoever_filed_it(linhe, submitted):
    plan_services.return_plan(plan=submitted, reason="请补充预案", by=linhe.actor(Role.OFFICER))
    assert "请补充预案" in linhe.client(Role.PRINCIPAL).get(linhe.url("bureaus:show_inbox")).text
    assert "请补充预案" not in linhe.client(Role.TEACHER).get(linhe.url("bureaus:show_inbox")).text


@pytest.mark.req("C-63/counted")
def test_answers_are_the_first_step(linhe):
    survey_services.record_answers(
        school=linhe.school, term=linhe.term, by=linhe.actor(Role.SCHOOL_ADMIN),
        answers={linhe.students[0].pk: Answer(True), linhe.students[1].pk: Answer(False)},
    )  # fmt: skip
    six = term_steps.steps_of(linhe.bureau.pk, [linhe.school.pk], linhe.term)[linhe.school.pk]
    assert six[0].state == "done" and six[0].note == "3 名学生中 2 名已登记，1 名有需求"
