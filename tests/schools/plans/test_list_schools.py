"""学校名册: every school with its six steps, at a constant number of queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.roles import Role
from schools.register.models import School
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
