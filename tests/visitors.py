"""Everybody who may knock at a route: the people of the county, those who have nothing to do with its rows, and nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial

from django.test import Client

from accounts.models.guardian import Guardian
from accounts.models.user import Membership, User
from accounts.services import phone_index
from afterschool.tenancy.scopes import bureau_scope
from audit.roles import SCHOOL_ROLES, Role
from schools.register.models import SchoolClass
from tests.access import ACCESS, COUNTY_WIDE, OF_ONE_CLASS, SCHOOL_WIDE
from tests.people import EVERYBODY, GUARDIAN
from tests.routes import route_of
from tests.world import World, family_client, staff_client


class Place(StrEnum):
    """Where somebody stands to the rows of the stage."""

    HOME = "here"
    OTHER_CLASS = "of another class"
    OTHER_SCHOOL = "of another school"
    OTHER_FAMILY = "of another family"
    WITHOUT_CHILDREN = "without children here"
    OTHER_COUNTY = "of another county"
    NOWHERE = "not signed in"


@dataclass(eq=False)
class Visitor:
    """One person, who may sign in as often as they like. `role` is whose row of the ACCESS tables they are."""

    role: str
    place: Place
    sign_in: Callable[[], Client]

    @cached_property
    def client(self) -> Client:
        """The browser with which this person looks around."""
        return self.sign_in()

    def __str__(self) -> str:
        return f"{self.role} {self.place}".strip()

    def may_reach(self, route: str) -> bool:
        """Whether the tables let this person reach the route with the row of the stage."""
        return self.role in ACCESS[route] and self._finds_the_row(route)

    def _finds_the_row(self, route: str) -> bool:
        if self.place is Place.HOME:
            return True
        if self.place in {Place.OTHER_COUNTY, Place.NOWHERE}:
            return False
        if self.place is Place.OTHER_CLASS:
            return route not in OF_ONE_CLASS
        is_of_the_school = self.place is Place.OTHER_FAMILY and route in SCHOOL_WIDE
        return is_of_the_school or route in COUNTY_WIDE or not route_of(route).takes


def move_in(world: World) -> None:
    """Puts the staff of 临河's second school there, the teacher of a second class, and a guardian without a child."""
    county = world.linhe
    bureau_id = county.bureau.pk
    for role, school in [(Role.CLASS_TEACHER, county.school), *((role, county.other_school) for role in SCHOOL_ROLES)]:
        user = User.objects.create_user(f"{school.code}-{role}", name=f"{Role(role).label}样本")
        member = Membership(bureau_id=bureau_id, user=user, role=role, school=school)
        if role == Role.CLASS_TEACHER:
            member.school_class = SchoolClass.objects.of(bureau_id).create(school=school, grade=3, number=2)
        member.save()
    phone = "19900000009"
    Guardian.objects.of(bureau_id).create(name="无子女示例", phone=phone, phone_index=phone_index(phone))


def everybody(world: World) -> list[Visitor]:
    here, there = world.linhe, world.anxi
    with bureau_scope(*world.bureau_ids):
        childless = Guardian.objects.of(here.bureau.pk).get(guardianships__isnull=True)
        members = Membership.objects.of(here.bureau.pk).select_related("user", "bureau")
        colleagues = list(members.filter(school=here.other_school))
        other_class = (
            members.filter(school=here.school).exclude(school_class=here.school_class).get(role=Role.CLASS_TEACHER)
        )
    return [
        *(Visitor(role, Place.HOME, partial(here.client, role)) for role in EVERYBODY),
        Visitor(Role.CLASS_TEACHER, Place.OTHER_CLASS, partial(staff_client, other_class)),
        *(Visitor(member.role, Place.OTHER_SCHOOL, partial(staff_client, member)) for member in colleagues),
        Visitor(GUARDIAN, Place.OTHER_FAMILY, partial(family_client, here.guardians[1])),
        Visitor(GUARDIAN, Place.WITHOUT_CHILDREN, partial(family_client, childless)),
        *(Visitor(role, Place.OTHER_COUNTY, partial(there.client, role)) for role in EVERYBODY),
        Visitor("", Place.NOWHERE, Client),
    ]
