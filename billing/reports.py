"""Figures of the money, each summed from postings and charges, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from audit.actors import Actor
from billing.models import Charge, Posting
from billing.models.ledger import Account
from bureaus.models import Term
from schools.models import School

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """Debits, credits and balance of one account in yuan."""

    account: str
    label: str
    debit: Decimal
    credit: Decimal

    @property
    def balance(self) -> Decimal:
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """试算平衡: all debits equal all credits."""

    accounts: tuple[AccountBalance, ...]

    @property
    def debit(self) -> Decimal:
        return sum((row.debit for row in self.accounts), ZERO)

    @property
    def credit(self) -> Decimal:
        return sum((row.credit for row in self.accounts), ZERO)

    @property
    def is_balanced(self) -> bool:
        return self.debit == self.credit


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


def trial_balance(bureau_id: int, *, term: Term, school: School | None = None) -> TrialBalance:
    """Balances of the ledger of one school, or of all schools, in one term. One query."""
    rows = Posting.objects.of(bureau_id).filter(entry__term=term)
    if school is not None:
        rows = rows.filter(entry__school=school)
    sums = rows.values("account").annotate(
        debits=Sum("amount", filter=Q(amount__gt=0)), credits=Sum("amount", filter=Q(amount__lt=0))
    )
    found = {row["account"]: row for row in sums.order_by("account")}
    return TrialBalance(
        tuple(
            AccountBalance(account, Account(account).label, row["debits"] or ZERO, -(row["credits"] or ZERO))
            for account in Account.values
            if (row := found.get(account))
        )
    )


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
