"""Every school gets its people the day it stands in the register. No page makes logins yet: the platform's operator does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from accounts.models.user import Membership
from audit.actors import Actor
from rehearsal import people
from rehearsal.acts import Act
from rehearsal.county import County
from schools.register.models import School


def acts(county: County) -> Iterator[Act]:
    system = Actor.system(county.pk)
    for number, school in enumerate(county.schools(), start=1):
        if not Membership.objects.of(county.pk).filter(school=school).exists():
            yield Act(at=time(14, 0), name="school.hire", by=system, do=partial(_hire, county, school, number))


def _hire(county: County, school: School, number: int) -> None:
    people.hire_whole_school(county.bureau, school, number, people.demo_password())
