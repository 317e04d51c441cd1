"""In the middle of a term a child leaves, another comes back, and a newcomer is put on the roll by a file of one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from audit.actors import Actor
from audit.roles import Role
from rehearsal.acts import Act, Post
from rehearsal.county import County
from rehearsal.people import Names, phone
from rehearsal.schools.imports.people import import_of
from schools.pupils import services as pupil_services
from schools.pupils.models import Student
from schools.register.models import School, SchoolClass

SETTLED = 10  # days after which children come and go
COMES_BACK = (Student.LeftFor.SUSPENSION, Student.LeftFor.OTHER)


def acts(county: County) -> Iterator[Act]:
    if county.day < SETTLED:
        return
    for school in county.schools():
        admin = county.staff(Role.SCHOOL_ADMIN, school)
        if admin is not None:
            yield from _leave(county, school, admin)
            yield from _return(county, school, admin)
            yield from _arrive(county, school, admin)


def _leave(county: County, school: School, admin: Actor) -> Iterator[Act]:
    rows = list(Student.objects.of(county.pk).enrolled().filter(school=school).order_by("pk"))
    if len(rows) < 4:
        return
    if county.chance(0.02):
        yield _leaving(
            county, county.dice.choice(rows), admin, name="student.leave", days_ago=county.dice.choice([0, 0, 1])
        )
    if county.chance(0.004):
        yield _leaving(county, county.dice.choice(rows), admin, name="student.leave_in_future", days_ago=-2, wrong=True)


def _leaving(county: County, student: Student, admin: Actor, *, name: str, days_ago: int, wrong: bool = False) -> Act:
    values = {
        "left_for": county.dice.choice(Student.LeftFor.values),
        "left_on": county.today - timedelta(days=days_ago),
    }
    leave = partial(pupil_services.leave_school, student=student, by=admin, **values)
    post = Post(route="schools:leave_school", kwargs={"pk": student.pk}, data=values)
    twice = not wrong and county.chance(0.2)
    return Act(at=county.moment(9, 12), name=name, by=admin, do=leave, post=post, wrong=wrong, twice=twice)


def _return(county: County, school: School, admin: Actor) -> Iterator[Act]:
    gone = Student.objects.of(county.pk).filter(school=school, status=Student.Status.LEFT)
    for student in gone.order_by("pk"):
        if student.left_for in COMES_BACK and county.chance(0.02):
            back = partial(pupil_services.return_to_school, student=student, reason="复学（示例）", by=admin)
            post = Post(route="schools:return_to_school", kwargs={"pk": student.pk}, data={"reason": "复学（示例）"})
            yield Act(at=county.moment(9, 12), name="student.return", by=admin, do=back, post=post)
        elif county.chance(0.005):
            yield _leaving(county, student, admin, name="student.leave_again", days_ago=0, wrong=True)


def _arrive(county: County, school: School, admin: Actor) -> Iterator[Act]:
    """A child of a family that is new here, into a class that the school has."""
    if not county.chance(0.015):
        return
    class_ = SchoolClass.objects.of(county.pk).filter(school=school).order_by("pk").first()
    count = Student.objects.of(county.pk).filter(school=school).count()
    if class_ is None:
        return
    names = Names(f"{county.seed}/{school.code}/{count}")
    number = phone(int(county.code[:2]), county.schools().index(school) * 5000 + 4000 + count)
    row = [
        f"{school.code[-3:]}{90000 + count}", names.next(), "女", class_.grade, class_.number, "", f"{names.next()}家长",
        number, "母亲",
    ]  # fmt: skip
    yield import_of(school, admin, [row], at=county.moment(9, 12), name="students.import_newcomer")
