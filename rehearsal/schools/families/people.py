"""Families read the rules on their child's data: most agree within days, some refuse, a few change their mind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rehearsal.acts import Act, Post
from rehearsal.county import County
from schools.families import services as family_services
from schools.families.models import Guardianship

SIGN_IN_DAYS = 9  # by then the last family that answers at all has answered
REFUSING, CHANGING = 0.05, 0.04


def acts(county: County) -> Iterator[Act]:
    for link in links(county):
        who = name_of(link)
        late = 1 + int(county.trait(who, "late") ** 2 * SIGN_IN_DAYS)
        refuses, changes = county.trait(who, "refuses") < REFUSING, county.trait(who, "changes") < CHANGING
        if link.consented_at is None:
            if county.day >= late and not refuses and county.chance(0.6):
                yield _give(county, link)
            elif refuses and county.day in (late, late + 12) and county.chance(0.5):
                yield _give(county, link) if county.day > late and changes else _refuse(county, link, "consent.refuse")
        elif changes and county.day > 20 and county.chance(0.01):
            yield _refuse(county, link, "consent.take_back")
    yield from _strangers(county)


def links(county: County) -> list[Guardianship]:
    """Who is guardian of a child on a roll, in a fixed order."""
    rows = Guardianship.objects.of(county.pk).filter(student__status="enrolled", guardian__is_active=True)
    sealed = ("guardian__phone", "student__id_number")  # opening them costs more than everything else
    return list(rows.select_related("student__school", "guardian").defer(*sealed).order_by("pk"))


def name_of(link: Guardianship) -> str:
    """One guardian of one child, by what is written on paper."""
    return f"{link.student.school.code}/{link.student.student_number}/{link.relation}"


def _give(county: County, link: Guardianship) -> Act:
    by = county.family(link.guardian)
    post = Post(route="schools:give_consent", kwargs={"pk": link.student_id}, data={"answer": "agree"})
    give = partial(family_services.give_consent, guardianship=link, by=by)
    return Act(at=_at_home(county), name="consent.give", by=by, do=give, post=post)


def _refuse(county: County, link: Guardianship, name: str) -> Act:
    by = county.family(link.guardian)
    post = Post(route="schools:give_consent", kwargs={"pk": link.student_id}, data={"answer": "refuse"})
    refuse = partial(family_services.refuse_consent, guardianship=link, by=by)
    return Act(at=_at_home(county), name=name, by=by, do=refuse, post=post)


def _at_home(county: County):
    """Before work or after it."""
    begins, ends = (7, 9) if county.half.value[0].hour < 12 else (18, 22)
    return county.moment(begins, ends)


def _strangers(county: County) -> Iterator[Act]:
    """Somebody agrees for a child that is not theirs."""
    rows = links(county) if county.chance(0.05) else []
    if len(rows) > 1:
        link, other = rows[0], rows[-1]
        if other.guardian_id != link.guardian_id:
            by = county.family(other.guardian)
            give = partial(family_services.give_consent, guardianship=link, by=by)
            yield Act(at=_at_home(county), name="consent.give_for_another", by=by, do=give, wrong=True)
