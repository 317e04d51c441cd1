"""The demonstration: four counties live until yesterday evening, and a director sees to the last days.

What people do by themselves, they do as in every rehearsal. The director keeps some schools back and writes their plans in
the last days, so that whoever looks finds each kind of matter on somebody's desk: a draft, a plan under review, one that was
returned, one whose enrollment is open this week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from enum import Enum
from functools import partial

from django.utils import timezone

from accounts.models.user import User
from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor
from audit.roles import Role
from bureaus.reviews import reports as review_reports
from bureaus.terms.models import Term
from enrollment.admissions.services import rounds as round_services
from rehearsal import files, people, tree
from rehearsal.acts import Act
from rehearsal.bureaus.reviews.desks import decider
from rehearsal.counties import COUNTIES, DemoCounty
from rehearsal.county import County, Half, Size, desk, moment_of
from rehearsal.run import Plot, Run, Say
from rehearsal.schools.plans.drafts import WORKDAYS, draft_of
from rehearsal.schools.plans.people import PAPERS, RETURN_REASONS
from schools.plans.models import ServicePlan
from schools.plans.services import parts as part_services
from schools.plans.services import plans as plan_services
from schools.register.models import School

SEED = 2026
PUPILS_OF_A_SCHOOL = 18
LONGEST = 28  # days that are played: a first start should take two minutes
BUSY_FIRST, BUSY_LAST = 4, 9  # days on which people look twice at their desks; in between once, after lunch
WRITTEN, OPENED = 7, 2  # days before the last one
VAGUE = "注意安全，做好放学秩序维护。"


class Fate(Enum):
    """What the director makes of a school; LIVELY and the like are left to its own people."""

    LIVELY = 0
    ENROLLING = 1
    SILENT = 2  # approved and applied for, but nobody takes a roll: what verification finds
    RETURNED = 3
    DRAFT = 4
    UNDER_REVIEW = 5


KEPT = {Fate.ENROLLING, Fate.RETURNED, Fate.DRAFT, Fate.UNDER_REVIEW}


def load(*, only: str | None = None, say: Say = lambda line: None) -> None:
    """Plays the demonstration into an empty database. Raises RunFailed where the product did what it must not do."""
    operator = User.objects.create_superuser("operator", password=people.PASSWORD, name="平台运维", is_active=False)
    Demo(timezone.localdate(), only=only, say=say).play()
    operator.is_active = True  # the sign that the demonstration is whole
    operator.save(update_fields=["is_active"])


def begins_on(today: date) -> date:
    """So many days ago, whatever the season: a term that begins or ends meanwhile does so here too."""
    return today - timedelta(days=LONGEST)


class Demo(Run):
    """A run of all four counties at their own size, with a director."""

    def __init__(self, today: date, *, only: str | None = None, say: Say = lambda line: None):
        begins = begins_on(today)
        super().__init__(Plot(seed=SEED, begins_on=begins, days=(today - begins).days), say=say)
        self.last_day = today - timedelta(days=1)
        self.played = [data for data in COUNTIES if only in (None, data.code)]

    def _raise_counties(self) -> list[County]:
        raised = tree.raise_counties(self.plot.seed, self.plot.begins_on, size_of, self.played)
        return [replace(county, **self._cast(county)) for county in raised]

    def _cast(self, county: County) -> dict[str, frozenset[str]]:
        fates = {f"{county.code}{n + 1:04d}": fate_of(n) for n in range(county.size.schools)}
        kept = frozenset(code for code, fate in fates.items() if fate in KEPT)
        silent = frozenset(code for code, fate in fates.items() if fate is Fate.SILENT)
        return {"kept": kept, "silent": silent}

    def _look(self, day: date) -> None:
        """Only at the end: what is played here is what every rehearsal plays."""
        if day == self.last_day:
            super()._look(day)

    def _acts(self, county: County, half: Half) -> Iterator[Act]:
        days_left = (self.last_day - county.today).days
        if half is Half.MORNING and county.day >= BUSY_FIRST and days_left > BUSY_LAST:
            return
        yield from super()._acts(county, half)
        with bureau_scope(county.pk), desk(county, half, "director"):
            acts = [act for act in direct(county, days_left) if half.covers(act.at)]
        yield from acts


def size_of(data: DemoCounty) -> Size:
    return Size(schools=len(data.schools), pupils=len(data.schools) * PUPILS_OF_A_SCHOOL)


def fate_of(place: int) -> Fate:
    """By turns."""
    return Fate(place % len(Fate))


# --- the director -------------------------------------------------------------------------------------------------------


def direct(county: County, days_left: int) -> Iterator[Act]:
    """What happens to the schools that were kept back, counted from the last day."""
    term = Term.objects.of(county.pk).nearest_open(county.today)
    if term is None:
        return
    for place, school in enumerate(county.schools()):
        admin = county.staff(Role.SCHOOL_ADMIN, school)
        if admin is None or fate_of(place) not in KEPT:
            continue
        plan = ServicePlan.objects.of(county.pk).filter(school=school, term=term).order_by("-pk").first()
        if plan is None and days_left <= WRITTEN:
            yield from _write(county, school, term, admin, fate_of(place))
        elif plan is not None:
            yield from _continue(county, plan, admin, fate_of(place), days_left)


def _write(county: County, school: School, term: Term, admin: Actor, fate: Fate) -> Iterator[Act]:
    def write() -> None:
        plan = plan_services.create_plan(school=school, term=term, by=admin)
        draft = draft_of(county, school, term.starts_on)
        vague = {"safety_measures": VAGUE} if fate is Fate.RETURNED else {}
        plan = plan_services.edit_plan(plan=plan, by=admin, **{**draft.texts, **vague})
        part_services.add_slots(plan=plan, weekdays=WORKDAYS, by=admin, **draft.slot)
        if fate is Fate.DRAFT:
            return
        for values in draft.activities:
            part_services.add_activity(plan=plan, by=admin, **values)
        for purpose, name in PAPERS.items():
            part_services.attach_file(plan=plan, upload=files.paper(name), purpose=purpose, by=admin)

    if draft_of(county, school, term.starts_on).activities:
        yield Act(at=time(10, 0), name="demo.write_plan", by=admin, do=write)


def _continue(county: County, plan: ServicePlan, admin: Actor, fate: Fate, days_left: int) -> Iterator[Act]:
    if plan.status == ServicePlan.Status.DRAFT and fate is not Fate.DRAFT:
        yield _act(admin, "plan.submit", time(15, 0), partial(plan_services.submit_plan, plan=plan, by=admin))
    case = review_reports.case_of(plan, plan_services.CHAIN)
    by = decider(county, case) if case and plan.status == ServicePlan.Status.SUBMITTED else None
    if by is not None and fate is Fate.ENROLLING:
        for at in (time(10, 30), time(15, 30)):
            yield _act(by, "plan.approve", at, partial(plan_services.approve_plan, plan=plan, by=by))
    if by is not None and fate is Fate.RETURNED:
        back = partial(plan_services.return_plan, plan=plan, reason=RETURN_REASONS[0], by=by)
        yield _act(by, "plan.return", time(11, 0), back)
    if plan.status == ServicePlan.Status.APPROVED and fate is Fate.ENROLLING and days_left <= OPENED:
        yield from _open_round(county, plan, admin)


def _open_round(county: County, plan: ServicePlan, admin: Actor) -> Iterator[Act]:
    if plan.rounds.exists():
        return
    begins = moment_of(county.today, time(8, 0))
    times = {"opens_at": begins, "closes_at": begins + timedelta(days=8, hours=10)}
    opening = partial(round_services.open_round, plan=plan, clubs_per_student=2, by=admin, **times)
    yield _act(admin, "round.open", time(9, 0), opening)


def _act(by: Actor, name: str, at: time, do: Callable[[], object]) -> Act:
    return Act(at=at, name=name, by=by, do=do)
