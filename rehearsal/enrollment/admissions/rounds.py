"""Schools open enrollment over their approved plan: most before the term, some late, and now and then at a wrong time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from audit.actors import Actor
from audit.roles import Role
from bureaus.terms.models import Term
from enrollment.admissions.models import Round
from enrollment.admissions.services import rounds as round_services
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half, moment_of
from schools.plans.models import ServicePlan

LATE = 0.75
CLOSES = time(18, 0)


def acts(county: County) -> Iterator[Act]:
    plans = ServicePlan.objects.of(county.pk).filter(rounds__isnull=True, term__status=Term.Status.OPEN)
    for plan in plans.select_related("school", "term").order_by("pk"):
        admin = county.staff(Role.SCHOOL_ADMIN, plan.school)
        if admin is not None and plan.school.code not in county.kept:
            yield from _open(county, plan, admin) if plan.status == "approved" else _open_early(county, plan, admin)
    yield from _close(county)


def _open(county: County, plan: ServicePlan, admin: Actor) -> Iterator[Act]:
    is_late = county.trait(plan.school.code, "opens") > LATE
    if (is_late and county.today < plan.term.starts_on + timedelta(days=2)) or not county.chance(0.5):
        return
    days = 3 + int(county.trait(plan.school.code, "window") * 6)
    opens_at, closes_at = _opening(county), moment_of(county.today + timedelta(days=days), CLOSES)
    clubs = 1 + int(county.trait(plan.school.code, "clubs") * 2)
    at = county.at_work()
    if county.chance(0.4):
        yield _act(
            plan, admin, closes_at, opens_at, clubs, at=time(7, 30) if at.hour < 13 else time(13, 30), wrong=True
        )
    yield _act(plan, admin, opens_at, closes_at, clubs, at=at)


def _opening(county: County) -> datetime:
    """At once, or tomorrow morning."""
    begins = moment_of(county.today, time(7, 0))
    return begins if county.chance(0.6) else begins + timedelta(days=1)


def _open_early(county: County, plan: ServicePlan, admin: Actor) -> Iterator[Act]:
    """Nobody may apply under a plan that is not approved. Between now and then somebody may approve it: not tried then."""
    if plan.status in ("draft", "returned") and county.chance(0.02):
        closes_at = moment_of(county.today + timedelta(days=5), CLOSES)
        at = time(7, 0) if county.half is Half.MORNING else time(13, 0)
        yield _act(plan, admin, _opening(county), closes_at, 1, at=at, wrong=True)


def _act(
    plan: ServicePlan, admin: Actor, opens_at: datetime, closes_at: datetime, clubs: int, *, at: time, wrong: bool = False
) -> Act:  # fmt: skip
    values = {"opens_at": opens_at, "closes_at": closes_at, "clubs_per_student": clubs}
    sent = {name: f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, date) else value for name, value in values.items()}
    return Act(
        at=at,
        name="round.open_wrong" if wrong else "round.open",
        by=admin,
        do=partial(round_services.open_round, plan=plan, by=admin, **values),
        post=Post(route="enrollment:open_round", kwargs={"pk": plan.pk}, data=sent),
        wrong=wrong,
    )


def _close(county: County) -> Iterator[Act]:
    """A principal closes before the time, rarely; most rounds are closed by the beat."""
    for round_ in Round.objects.of(county.pk).filter(status="open").select_related("school").order_by("pk"):
        principal = county.staff(Role.PRINCIPAL, round_.school)
        if principal is not None and county.chance(0.01):
            close = partial(round_services.close_round, round=round_, by=principal)
            post = Post(route="enrollment:close_round", kwargs={"pk": round_.pk})
            yield Act(
                at=county.at_work(), name="round.close", by=principal, do=close, post=post, twice=county.chance(0.3)
            )
