"""Every school gets its people the day it stands in the register, every class its teacher and its committee.

No page makes logins yet: the platform's operator does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from accounts.models.user import Membership
from audit.actors import Actor
from audit.roles import Role
from rehearsal import people
from rehearsal.acts import Act
from rehearsal.county import County
from schools.register.models import School, SchoolClass


def acts(county: County) -> Iterator[Act]:
    system = Actor.system(county.pk)
    for number, school in enumerate(county.schools(), start=1):
        if not Membership.objects.of(county.pk).filter(school=school).exists():
            yield Act(at=time(14, 0), name="school.hire", by=system, do=partial(_hire, county, school, number))
    led = Membership.objects.of(county.pk).filter(role=Role.CLASS_TEACHER).values("school_class")
    for class_ in SchoolClass.objects.of(county.pk).exclude(pk__in=led).select_related("school").order_by("pk"):
        yield Act(at=time(13, 30), name="class.hire", by=system, do=partial(_hire_class, county, class_))


def _hire(county: County, school: School, number: int) -> None:
    people.hire_whole_school(county.bureau, school, number, people.demo_password())


def _hire_class(county: County, class_: SchoolClass) -> None:
    people.hire_class(county.bureau, class_, people.demo_password())
