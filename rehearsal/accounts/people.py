"""Every school gets its people the day it stands in the register, every class its teacher and its committee.

No page makes logins yet: the platform's operator does. Families ask for a code, and use it: once, in time, the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from accounts import services as account_services
from accounts.models.guardian import Guardian, OneTimeCode
from accounts.models.user import Membership
from audit.actors import Actor
from audit.roles import Role
from rehearsal import people
from rehearsal.acts import Act
from rehearsal.county import County, Half
from schools.register.models import School, SchoolClass


def acts(county: County) -> Iterator[Act]:
    system = Actor.system(county.pk)
    for number, school in enumerate(county.schools(), start=1):
        if not Membership.objects.of(county.pk).filter(school=school).exists():
            yield Act(at=time(14, 0), name="school.hire", by=system, do=partial(_hire, county, school, number))
    led = Membership.objects.of(county.pk).filter(role=Role.CLASS_TEACHER).values("school_class")
    for class_ in SchoolClass.objects.of(county.pk).exclude(pk__in=led).select_related("school").order_by("pk"):
        yield Act(at=time(13, 30), name="class.hire", by=system, do=partial(_hire_class, county, class_))
    yield from _codes(county)


def _hire(county: County, school: School, number: int) -> None:
    people.hire_whole_school(county.bureau, school, number, people.demo_password())


def _hire_class(county: County, class_: SchoolClass) -> None:
    people.hire_class(county.bureau, class_, people.demo_password())


# --- a family at the door ------------------------------------------------------------------------------------------------


def _codes(county: County) -> Iterator[Act]:
    """The code is read from the phone: here, from the row it is derived from."""
    hour = 7 if county.half is Half.MORNING else 18
    for guardian in Guardian.objects.of(county.pk).filter(is_active=True).order_by("pk"):
        if not county.chance(0.01):
            continue
        by, minute = county.family(guardian), county.dice.randrange(20)
        ask = partial(account_services.send_code, bureau=county.bureau, phone=str(guardian.phone))
        yield Act(at=time(hour, minute), name="code.request", by=by, do=ask)
        luck, use = county.dice.random(), partial(_use, county, guardian)
        if luck < 0.3:
            yield Act(at=time(hour, minute + 1), name="code.use_wrong", by=by, do=partial(use, off_by=1), wrong=True)
        if luck < 0.8:
            yield Act(at=time(hour, minute + 2), name="code.use", by=by, do=use, twice=county.chance(0.3))
            yield Act(at=time(hour, minute + 3), name="code.use_again", by=by, do=use, wrong=True)
        else:
            yield Act(at=time(hour + 1, minute), name="code.use_too_late", by=by, do=use, wrong=True)


def _use(county: County, guardian: Guardian, *, off_by: int = 0) -> None:
    code = OneTimeCode.objects.of(county.pk).filter(phone_index=guardian.phone_index).order_by("-pk").first()
    digits = (int(str(code.digits)) + off_by) % 1_000_000 if code else 0
    account_services.use_code(bureau=county.bureau, phone=str(guardian.phone), code=f"{digits:06d}")
