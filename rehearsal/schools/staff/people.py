"""Schools register who serves: mostly willing teachers of their own; somebody from outside is vetted late, somebody was told to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial

from accounts.models.user import Membership, User
from audit.actors import Actor
from audit.roles import Role
from rehearsal import people
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half
from schools.register.models import School
from schools.staff import services as staff_services
from schools.staff.models import Staff

Kind = Staff.Kind
TEACHERS = 8
OUTSIDE = ((Kind.RETIRED_TEACHER, "退休教师（高级职称）"), (Kind.HERITAGE_BEARER, "市级非遗项目传承人"))


def acts(county: County) -> Iterator[Act]:
    for school in county.schools():
        office = county.staff(Role.TEACHING_OFFICE, school) or county.staff(Role.SCHOOL_ADMIN, school)
        staff = list(Staff.objects.of(county.pk).filter(school=school).order_by("pk"))
        if office is None:
            continue
        if not staff:
            yield from _register(county, school, office)
        for person in staff:
            yield from _look_after(county, school, person, office)


def _register(county: County, school: School, office: Actor) -> Iterator[Act]:
    names = people.Names(f"{county.seed}/{school.code}/staff")
    rows: list[dict[str, object]] = [{"name": names.next(), "kind": Kind.OWN_TEACHER} for _ in range(TEACHERS)]
    rows += [{"name": names.next(), "kind": kind, "qualification": text} for kind, text in OUTSIDE]
    rows[1]["volunteered"] = county.trait(school.code, "forces a teacher") > 0.3
    rows[-2]["record_checked_on"] = county.today - timedelta(days=20)
    rows[-2]["vetting_expires_on"] = county.today + timedelta(days=400)
    for minute, row in enumerate(rows):  # the last of them was not asked about at the police yet
        values = {"qualification": "教师资格证", "volunteered": True, "is_active": True, **row}
        yield _act(school, office, values, at=time(13 if county.half is Half.AFTERNOON else 9, 40 + minute))
    other = next((each for each in county.schools() if each.pk != school.pk), None)
    if other is not None and county.chance(0.2):
        values = {"name": names.next(), "kind": Kind.OWN_TEACHER}
        add = partial(staff_services.add_staff, school=other, by=office, **values)
        yield Act(at=county.moment(14, 17), name="staff.add_elsewhere", by=office, do=add, wrong=True)


def _act(school: School, office: Actor, values: dict[str, object], *, at: time) -> Act:
    add = partial(staff_services.add_staff, school=school, by=office, **values)
    return Act(at=at, name="staff.add", by=office, do=add, post=Post(route="schools:add_staff", data=_form(values)))


def _form(values: dict[str, object]) -> dict[str, object]:
    """A box that is not ticked and a day that is not known are not sent."""
    return {name: value for name, value in values.items() if value is not None and value is not False}


def _look_after(county: County, school: School, person: Staff, office: Actor) -> Iterator[Act]:
    where = f"{school.code}/{person.name}"
    if person.kind == Kind.OWN_TEACHER and person.user_id is None:
        yield Act(
            at=time(15, 0), name="staff.give_login", by=Actor.system(county.pk), do=partial(_give_login, county, person)
        )
    if person.is_outside and person.record_checked_on is None and county.chance(0.15):
        checked = {"record_checked_on": county.today, "vetting_expires_on": county.today + timedelta(days=365)}
        yield _edit(county, person, office, "staff.vet", **checked)
    if not person.volunteered and county.chance(0.1):
        yield _edit(county, person, office, "staff.ask_again", volunteered=True)
    if person.is_active and county.day > 30 and county.trait(where, "leaves") > 0.9 and county.chance(0.02):
        yield _edit(county, person, office, "staff.stop", is_active=False)
    elif not person.is_active and county.chance(0.02):
        yield _edit(county, person, office, "staff.come_back", is_active=True)


def _edit(county: County, person: Staff, office: Actor, name: str, **values: object) -> Act:
    edit = partial(staff_services.edit_staff, person=person, by=office, **values)
    fields = ("name", "kind", "qualification", "record_checked_on", "vetting_expires_on", "volunteered", "is_active")
    data = _form({field: getattr(person, field) for field in fields} | values)
    post = Post(route="schools:edit_staff", kwargs={"pk": person.pk}, data=data)
    return Act(at=county.moment(9, 12), name=name, by=office, do=edit, post=post)


def _give_login(county: County, person: Staff) -> None:
    """The operator makes the login with which a teacher takes the roll."""
    school = person.school
    count = Membership.objects.of(county.pk).filter(school=school).count()
    user = User.objects.create(
        username=f"{school.code}-teacher-{count:03d}", name=person.name, password=people.demo_password()
    )
    Membership.objects.of(county.pk).create(bureau=county.bureau, user=user, role=Role.TEACHER, school=school)
    Staff.objects.of(county.pk).filter(pk=person.pk).update(user=user)
