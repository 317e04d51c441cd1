"""Figures of the money, each summed from postings and charges, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from audit.actors import Actor
from billing.charges.models import Charge
from bureaus.terms.models import Term
from schools.register.models import School


@dataclass(frozen=True, slots=True)
class ChargeFigures:
    """One school's term: children charged, exempt, paid up; yuan full, waived, due, paid, outstanding."""

    school_id: int
    count: int
    waived_count: int
    paid_count: int
    full: Decimal
    waived: Decimal
    due: Decimal
    paid: Decimal

    @property
    def outstanding(self) -> Decimal:
        return self.due - self.paid


def charge_figures(actor: Actor, *, term: Term, schools: Sequence[School]) -> dict[int, ChargeFigures]:
    """The charges of each school in one term, by school id; totals only, no child. One query."""
    live = ~Q(status=Charge.Status.CANCELLED)
    rows = (
        Charge.objects.of(actor.bureau_id)
        .filter(live, term=term, school__in=schools)
        .values("school_id")
        .annotate(
            count=Count("pk"),
            waived_count=Count("pk", filter=Q(status=Charge.Status.WAIVED)),
            paid_count=Count("pk", filter=Q(status=Charge.Status.PAID)),
            full=Sum("full_amount"),
            waived=Sum("waived_amount"),
            due=Sum("due_amount"),
            paid=Sum("paid_amount"),
        )
        .order_by("school_id")
    )
    return {row["school_id"]: ChargeFigures(**row) for row in rows}
