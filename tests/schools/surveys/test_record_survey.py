"""需求摸底."""

from datetime import date

import pytest

from audit.models import Entry
from audit.roles import Role
from bureaus.terms.models import Term
from schools.surveys import services as survey_services
from schools.surveys.models import DemandAnswer
from schools.surveys.services import Answer
from tests.desk import MONDAY, open_desk
from tests.mixed_class import build_mixed_class


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


@pytest.mark.req("C-63/counted")
def test_who_needs_who_does_not_and_who_has_not_answered(linhe, time_machine):
    """Of the eleven of the mixed class one has left; of the ten others nine answered, two of them that they need nothing."""
    time_machine.move_to(MONDAY, tick=False)
    mixed = build_mixed_class(open_desk(linhe, linhe.approved_plan()))
    spring = Term.objects.of(linhe.bureau.pk).create(
        year=2022, season="spring", starts_on=date(2022, 2, 20), ends_on=date(2022, 7, 1), status="open"
    )
    by = linhe.actor(Role.SCHOOL_ADMIN)
    later = {mixed["silent"].pk: Answer(needs_service=True), mixed["unneeded"].pk: Answer(needs_service=True)}
    survey_services.record_answers(school=linhe.school, term=spring, answers=later, by=by)
    context = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:show_survey"), {"term": linhe.term.pk}).context
    counted = [context["demand"], *(demand for _, demand in context["classes"])]
    assert {(d.enrolled, d.answered, d.needing, d.open) for d in counted} == {(13, 9, 7, 4)}


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
