"""The trial balance, summed from postings and never stored."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from billing.ledger.models import Account, Posting
from bureaus.terms.models import Term
from schools.register.models import School

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


def trial_balance(bureau_id: int, *, term: Term, school: School | None = None) -> TrialBalance:
    """Balances of the ledger of one school, or of all schools, in one term. One query."""
    rows = Posting.objects.of(bureau_id).filter(entry__term=term)
    if school is not None:
        rows = rows.filter(entry__school=school)
    sums = rows.values("account").annotate(
        debits=Sum("amount", filter=Q(amount__gt=0)), credits=Sum("amount", filter=Q(amount__lt=0))
    )
    by_account = {row["account"]: row for row in sums.order_by("account")}
    return TrialBalance(
        tuple(
            AccountBalance(account, Account(account).label, row["debits"] or ZERO, -(row["credits"] or ZERO))
            for account in Account.values
            if (row := by_account.get(account))
        )
    )
