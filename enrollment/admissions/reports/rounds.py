"""Rounds in figures, and rosters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from enrollment.admissions.models import Application, Offering, Place, PlaceQuerySet, Round, RoundQuerySet
from enrollment.admissions.reports.applying import CLOSED
from schools.plans.reports import providers as stopped_providers


@dataclass(frozen=True)
class RoundFigures:
    """A round in figures: applications by state."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(count for status, count in self.counts.items() if status not in CLOSED)

    @property
    def submitted(self) -> int:
        return self.counts.get(Application.Status.SUBMITTED, 0)

    @property
    def accepted(self) -> int:
        return self.counts.get(Application.Status.ACCEPTED, 0)

    @property
    def agreed(self) -> int:
        return self.counts.get(Application.Status.AGREED, 0)

    @property
    def withdrawn(self) -> int:
        return self.counts.get(Application.Status.WITHDRAWN, 0)


def round_figures(round_: Round) -> RoundFigures:
    rows = Application.objects.of(round_.bureau_id).filter(round=round_).values_list("status").annotate(n=Count("pk"))
    return RoundFigures(dict(rows.order_by()))


def offerings_of(round_: Round) -> list[Offering]:
    """Offerings with the number of places held and of those with a signed agreement, their activities marked."""
    held = Q(places__status=Place.Status.HELD)
    agreed = held & Q(places__application__status=Application.Status.AGREED)
    rows = Offering.objects.of(round_.bureau_id).filter(round=round_)
    rows = rows.select_related("activity__teacher", "activity__provider")
    counted = rows.annotate(held_count=Count("places", filter=held), agreed_count=Count("places", filter=agreed))
    offerings: list[Offering] = list(counted.order_by("activity__kind", "pk"))
    stopped_providers.marked(round_.bureau_id, [offering.activity for offering in offerings])
    return offerings


def roster_of(offering: Offering, day: date) -> list[Place]:
    """Whoever takes part on that day, by class and number."""
    return list(roster_rows(offering.bureau_id, [offering.pk], day))


def roster_rows(bureau_id: int, offerings: Iterable[int | None], day: date) -> PlaceQuerySet:
    places = Place.objects.of(bureau_id).taking_part_on(day).filter(offering__in=offerings)
    return places.select_related("application__student__school_class").order_by(
        "application__student__school_class__grade",
        "application__student__school_class__number",
        "application__student__student_number",
    )


def roster_sizes(bureau_id: int, offerings: Iterable[int | None], day: date) -> Counter[int]:
    return Counter(roster_rows(bureau_id, offerings, day).order_by().values_list("offering_id", flat=True))


def with_application_counts(rounds: RoundQuerySet) -> RoundQuerySet:
    """Each round with the number of applications that are neither withdrawn nor rejected."""
    return rounds.annotate(application_count=Count("applications", filter=~Q(applications__status__in=CLOSED)))
