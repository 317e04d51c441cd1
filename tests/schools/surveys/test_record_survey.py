"""需求摸底."""

from datetime import date

import pytest

from audit.models import Entry
from audit.roles import Role
from bureaus.terms.models import Term
from schools.pupils.models import Student
from schools.register.models import SchoolClass
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


@pytest.mark.req("C-63/counted")
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


@pytest.mark.req("A-11/asked", "A-13/figures")
def test_a_school_of_anxi_knows_who_has_answered_and_who_needs_it(anxi, time_machine):
    """Beside the child that needs it: one that does not, one that has not said, one that left, one of another school."""
    time_machine.move_to(MONDAY, tick=False)
    student = {"school_class": anxi.school_class, "school": anxi.school}
    left = Student.objects.of(anxi.bureau.pk).create(
        name="示例学生丁", student_number="L1", status="left", left_on=date(2021, 9, 2), **student
    )
    classroom = SchoolClass.objects.of(anxi.bureau.pk).create(school=anxi.other_school, grade=3, number=1)
    elsewhere = Student.objects.of(anxi.bureau.pk).create(
        school=anxi.other_school, school_class=classroom, name="示例学生戊", student_number="L2"
    )
    for one in (left, elsewhere):
        DemandAnswer.objects.of(anxi.bureau.pk).create(term=anxi.term, student=one, needs_service=True, source="school")
    anxi.client("guardian").post(
        anxi.url("schools:answer_demand", pk=anxi.student.pk), {"needs_service": "yes", "days_per_week": "5"}
    )
    record(anxi, days=["", "0", ""])
    page = anxi.client(Role.SCHOOL_ADMIN).get(anxi.url("schools:show_survey"))
    demand = page.context["demand"]
    assert (demand.enrolled, demand.answered, demand.needing, demand.open) == (3, 2, 1, 1)
    [(_, of_class)] = page.context["classes"]
    assert (of_class.enrolled, of_class.answered, of_class.needing) == (3, 2, 1)


@pytest.mark.req("A-13/ledger")
def test_a_school_of_anxi_looks_up_the_answer_of_each_child(anxi):
    record(anxi, days=["5", "0", ""])
    form = (
        anxi.client(Role.SCHOOL_ADMIN).get(anxi.url("schools:record_survey", pk=anxi.school_class.pk)).context["form"]
    )
    assert [form[f"student-{student.pk}"].initial for student in anxi.students] == ["5", "0", ""]


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
