"""Figures of the money, each summed from postings and charges, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum
from django.urls import reverse

from audit.actors import Actor
from audit.events import Consequence
from audit.roles import Role
from billing.charges.models import Charge
from billing.standards.models import FeeStandard
from bureaus.inbox import registry as inbox
from bureaus.terms.models import Term
from enrollment.admissions.models import Application
from providers.register.models import Provider
from schools.plans.models import ServicePlan
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


def charges_to_check(actor: Actor, today: date) -> list[inbox.InboxItem]:
    """Of the cashier: charges of which something has changed since, one item for all of one reason. No child is named."""
    if not actor.has_role(Role.CASHIER):
        return []
    rows = Charge.objects.visible_to(actor).to_check().order_by().values("to_check_reason", "term_id")
    groups = rows.annotate(count=Count("pk"), since=Min("to_check_since"), only=Max("pk"), number=Max("number"))
    return [_item_to_check(actor, **group) for group in groups.order_by("since")]


def _item_to_check(
    actor: Actor, *, to_check_reason: str, term_id: int, count: int, since: date, only: int, number: str
) -> inbox.InboxItem:
    all_of_them = f"{reverse('billing:list_charges', args=[actor.bureau_code])}?term={term_id}&to_check=yes"
    return inbox.InboxItem(
        kind="核对应收",
        title=f"应收 {number}" if count == 1 else f"{count} 笔应收",
        href=reverse("billing:show_charge", args=[actor.bureau_code, only]) if count == 1 else all_of_them,
        since=since,
        note=f"请核对：{to_check_reason}，是否作废或退费",
    )


def checked_with_plan(plan: ServicePlan) -> list[Consequence]:
    """Charges that the cashier would be asked to check if the plan were withdrawn."""
    asking = Charge.objects.of(plan.bureau_id).filter(standard__plan=plan).asking()
    return [Consequence(asking.count(), "笔已开出的应收由出纳核对")]


def checked_with_provider(provider: Provider) -> list[Consequence]:
    """Charges that the cashiers would be asked to check if the institution stopped."""
    asking = Charge.objects.of(provider.bureau_id).for_clubs_of(provider).asking()
    return [Consequence(asking.count(), "笔已开出的应收由出纳核对")]


def uncharged_with_term(term: Term) -> list[Consequence]:
    """Children who took part and could not be charged any more if the term were closed."""
    agreed = Application.objects.of(term.bureau_id).filter(round__term=term, status=Application.Status.AGREED)
    with_fee = FeeStandard.objects.of(term.bureau_id).filter(term=term, status=FeeStandard.Status.PUBLISHED)
    charged = Charge.objects.of(term.bureau_id).filter(term=term).exclude(status=Charge.Status.CANCELLED)
    left = agreed.filter(round__school__in=with_fee.values("school")).exclude(student__in=charged.values("student"))
    return [Consequence(left.count(), "名已参加的学生没有开出应收，之后不能再开")]
