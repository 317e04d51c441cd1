"""One county on the stage: its people as actors, its dice, its half-day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from random import Random

from django.utils import timezone

from accounts.models.guardian import Guardian
from accounts.models.user import Membership
from audit.actors import Actor, ActorKind
from audit.roles import level_of
from bureaus.tree.models import Bureau
from rehearsal.counties import DemoCounty
from schools.register.models import School


class Half(Enum):
    """People look at their desks twice a day, and do what they decide within that half of it."""

    MORNING = (time(7, 0), time(13, 0))
    AFTERNOON = (time(13, 0), time(22, 0))

    def covers(self, at: time) -> bool:
        begins, ends = self.value
        return begins <= at < ends


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large the counties of a run are."""

    counties: int = 1
    schools: int = 3
    pupils: int = 90  # of a county


@dataclass
class County:
    """What the people of one county know. Rows are asked for anew each time: others act in between."""

    data: DemoCounty
    bureau: Bureau
    above: Bureau
    seed: int
    size: Size
    begins_on: date
    half: Half = Half.MORNING
    dice: Random = field(default_factory=Random)
    kept: frozenset[str] = frozenset()  # codes of schools that write no plan by themselves: the demo's director does
    silent: frozenset[str] = frozenset()  # codes of schools where nobody takes a roll

    @property
    def pk(self) -> int:
        return self.bureau.pk

    @property
    def code(self) -> str:
        return self.bureau.code

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def day(self) -> int:
        """0 on the first day of the run."""
        return (self.today - self.begins_on).days

    def roll_dice(self, *, module: str) -> None:
        """Dice of their own for each app and half-day: people added to one app leave the luck of the others alone."""
        self.dice = Random(f"{self.seed}/{self.code}/{self.today}/{self.half.name}/{module}")  # noqa: S311  (fiction)

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self.dice.random() < share

    def trait(self, row: object, name: str) -> float:
        """0…1, the same for one person for the whole run: how late, how careless somebody is."""
        return Random(f"{self.seed}/{self.code}/{row}/{name}").random()  # noqa: S311

    def moment(self, begins: int, ends: int) -> time:
        """Some minute between two hours."""
        minute = self.dice.randrange(begins * 60, ends * 60)
        return time(minute // 60, minute % 60)

    def at_work(self) -> time:
        """Some minute of this half of the day in which offices are open."""
        return self.moment(8, 12) if self.half is Half.MORNING else self.moment(14, 18)

    def at_home(self) -> time:
        """Some minute of this half of the day in which families look at their phones."""
        return self.moment(7, 9) if self.half is Half.MORNING else self.moment(18, 22)

    # --- who acts ---------------------------------------------------------------------------------------------------------

    def staff(self, role: str, school: School | None = None) -> Actor | None:
        """Somebody of this role in the bureau, or in a school; None where nobody holds it."""
        return actor_at(self.bureau, role, school)

    def bureau_actor(self, role: str) -> Actor:
        actor = self.staff(role)
        if actor is None:
            raise LookupError(f"{self.code} has nobody as {role}")
        return actor

    def family(self, guardian: Guardian) -> Actor:
        return Actor(ActorKind.GUARDIAN, self.pk, self.code, guardian.name, guardian_id=guardian.pk)

    def schools(self) -> list[School]:
        return list(School.objects.of(self.pk).order_by("pk"))


def actor_at(bureau: Bureau, role: str, school: School | None = None, *, user_id: int | None = None) -> Actor | None:
    """Somebody of this role in a bureau whose scope is open, or in a school of it; None where nobody holds it.

    `user_id` asks for one person.
    """
    rows = Membership.objects.of(bureau.pk).filter(role=role, school=school).select_related("user").order_by("pk")
    membership = (rows if user_id is None else rows.filter(user=user_id)).first()
    return actor_of(membership, bureau) if membership else None


def actor_of(membership: Membership, bureau: Bureau) -> Actor:
    """The person of a membership at work."""
    return Actor(
        kind=ActorKind.STAFF,
        bureau_id=bureau.pk,
        bureau_code=bureau.code,
        name=membership.user.name,
        user_id=membership.user_id,
        membership_id=membership.pk,
        role=membership.role,
        school_id=membership.school_id,
        class_id=membership.school_class_id,
        level=level_of(membership.role),
    )


@contextmanager
def desk(county: County, half: Half, module: str) -> Iterator[County]:
    """The county as one app's people find it in this half of the day."""
    county.half = half
    county.roll_dice(module=module)
    yield county


def moment_of(day: date, at: time) -> datetime:
    """A minute of the counties' own clock."""
    return timezone.make_aware(datetime.combine(day, at))
