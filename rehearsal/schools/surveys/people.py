"""Families say whether their child needs the service; for those who do not answer the school does; some change their mind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from afterschool.values.vocabulary import ActivityCategory
from audit.roles import Role
from bureaus.terms.models import Term
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half
from rehearsal.schools.families.people import links, name_of
from schools.families.models import Guardianship
from schools.pupils.models import Student
from schools.register.models import School
from schools.surveys import services as survey_services
from schools.surveys.models import DemandAnswer

NEEDING, ANSWERING = 0.75, 0.8
SURVEY_DAYS = 5


def acts(county: County) -> Iterator[Act]:
    term = Term.objects.of(county.pk).nearest_open(county.today)
    if term is None or (county.today - term.starts_on).days > 60:
        return
    answered = set(DemandAnswer.objects.of(county.pk).filter(term=term).values_list("student_id", flat=True))
    asked: set[int] = set()
    for link in links(county):
        if link.student_id not in asked and county.trait(name_of(link), "answers") < ANSWERING:
            yield from _family(county, term, link, answered=link.student_id in answered)
        asked.add(link.student_id)
    if county.day >= SURVEY_DAYS:
        for school in county.schools():
            yield from _school(county, term, school, answered)
    yield from _wrong(county, term)


def needs(county: County, who: str, *, on_second_thought: bool = False) -> bool:
    """What a family wants is its trait; who thinks again wants the opposite."""
    return (county.trait(who, "needs") < NEEDING) is not on_second_thought


def _family(county: County, term: Term, link: Guardianship, *, answered: bool) -> Iterator[Act]:
    who = name_of(link)
    if not answered and county.day >= 1 + int(county.trait(who, "survey") * SURVEY_DAYS) and county.chance(0.5):
        yield _answer(county, term, link, "demand.answer", wanted=needs(county, who))
    elif answered and county.chance(0.002):
        yield _answer(county, term, link, "demand.change", wanted=needs(county, who, on_second_thought=True))


def _answer(county: County, term: Term, link: Guardianship, name: str, *, wanted: bool) -> Act:
    by = county.family(link.guardian)
    wishes = sorted(county.dice.sample([category.value for category in ActivityCategory], 2))
    values = {"needs_service": wanted, "days_per_week": county.dice.choice([5, 5, 5, 3, 2]), "wishes": wishes}
    answer = partial(survey_services.answer_demand, student=link.student, term=term, by=by, **values)
    data = values | {"needs_service": "yes" if wanted else "no"}
    post = Post(route="schools:answer_demand", kwargs={"pk": link.student_id}, data=data)
    begins = 7 if county.half is Half.MORNING else 17
    return Act(at=county.moment(begins, begins + 3), name=name, by=by, do=answer, post=post)


def _school(county: County, term: Term, school: School, answered: set[int]) -> Iterator[Act]:
    """The administrator writes down what was said by telephone, class by class."""
    admin = county.staff(Role.SCHOOL_ADMIN, school)
    students = Student.objects.of(county.pk).enrolled().filter(school=school).order_by("pk")
    silent = [student for student in students if student.pk not in answered]
    if admin is None or not silent or not county.chance(0.5):
        return
    answers = {
        student.pk: survey_services.Answer(
            county.trait(f"{school.code}/{student.student_number}", "needs") < NEEDING, county.dice.choice([5, 5, 4])
        )
        for student in silent
    }
    write = partial(survey_services.record_answers, school=school, term=term, answers=answers, by=admin)
    yield Act(at=county.moment(10, 12), name="survey.record", by=admin, do=write)


def _wrong(county: County, term: Term) -> Iterator[Act]:
    """A school answers for children of another one."""
    schools = county.schools()
    if len(schools) < 2 or not county.chance(0.03):
        return
    admin = county.staff(Role.SCHOOL_ADMIN, schools[0])
    stranger = Student.objects.of(county.pk).enrolled().filter(school=schools[1]).order_by("pk").first()
    if admin is not None and stranger is not None:
        answers = {stranger.pk: survey_services.Answer(True)}
        write = partial(survey_services.record_answers, school=schools[0], term=term, answers=answers, by=admin)
        yield Act(at=county.moment(9, 12), name="survey.record_elsewhere", by=admin, do=write, wrong=True)
