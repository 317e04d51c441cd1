"""需求摸底."""

import pytest

from audit.models import Entry
from audit.roles import Role
from schools.surveys.models import DemandAnswer


def record(county, role=Role.SCHOOL_ADMIN, school_class=None, **answers):
    school_class = school_class or county.school_class
    data = {f"student-{county.students[n].pk}": days for n, days in enumerate(answers.pop("days", ["5", "0", ""]))}
    url = county.url("schools:record_survey", pk=school_class.pk)
    return county.client(role).post(url, data | {"term": county.term.pk} | answers)


@pytest.mark.req("C-63/counted", "A-11")
def test_answers_of_a_class_and_their_counts(linhe):
    assert record(linhe).url == f"{linhe.url('schools:show_survey')}?term={linhe.term.pk}"
    rows = DemandAnswer.objects.of(linhe.bureau.pk).order_by("student")
    assert [(row.needs_service, row.days_per_week, row.source) for row in rows] == [
        (True, 5, "school"),
        (False, 0, "school"),
    ]
    answer = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:show_survey"))
    demand = answer.context["demand"]
    assert (demand.enrolled, demand.answered, demand.needing, demand.open) == (3, 2, 1, 1)
    assert Entry.objects.about(linhe.school).get().changes["needing"] == 1


def test_an_answer_is_replaced_not_doubled(linhe):
    record(linhe)
    record(linhe, days=["0", "3", ""])
    rows = DemandAnswer.objects.of(linhe.bureau.pk).order_by("student")
    assert [row.days_per_week for row in rows] == [0, 3]


def test_wrong_role(linhe):
    assert record(linhe, Role.TEACHER).status_code == 403 and record(linhe, Role.OFFICER).status_code == 403
    assert linhe.client(Role.CASHIER).get(linhe.url("schools:show_survey")).status_code == 403


def test_another_county_does_not_see_it(linhe, world):
    assert record(world.anxi, school_class=linhe.school_class).status_code == 404


def test_a_number_of_days_that_does_not_exist(linhe):
    assert "选择一个有效的选项" in record(linhe, days=["6", "", ""]).text
    assert not DemandAnswer.objects.of(linhe.bureau.pk).exists()
