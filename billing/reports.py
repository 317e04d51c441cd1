"""Figures of the money, each summed from postings and charges, never stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.urls import reverse

from audit.actors import Actor
from billing.models import Charge, FeeStandard, Posting
from billing.models.ledger import Account
from bureaus import directory, home
from bureaus.models import Term
from schools.models import School, ServicePlan
from schools.steps import TITLES, Progress

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


def disclosure_progress(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Progress]:
    """信息公示. An approved plan is public from its approval on; one with a fee also needs its published standard."""
    code = directory.get(bureau_id).code
    published = set(
        FeeStandard.objects.of(bureau_id)
        .filter(term=term, school_id__in=school_ids, status=FeeStandard.Status.PUBLISHED)
        .values_list("plan_id", flat=True)
    )
    found = {school_id: Progress(done=False, missing=("方案还没有备案，不能公示。",)) for school_id in school_ids}
    plans = ServicePlan.objects.of(bureau_id).filter(term=term, school_id__in=school_ids)
    for plan in plans.filter(status=ServicePlan.Status.APPROVED).only("school_id", "fee_amount", "bureau_id"):
        done = not plan.fee_amount or plan.pk in published
        found[plan.school_id] = Progress(
            done=done,
            missing=() if done else ("收费标准还没有公示。",),
            note="方案和收费标准已公示" if plan.fee_amount else "方案已公示，不收费",
            href=reverse("billing:list_disclosures", kwargs={"bureau_code": code}),
        )
    return found


def step_counts(actor: Actor, term: Term | None) -> list[home.StepCount]:
    """For the first page: how many of the schools this person sees have made everything public."""
    if term is None or not (actor.is_bureau or actor.is_school):
        return []
    school_ids = list(School.objects.visible_to(actor).open_on(term.starts_on).values_list("pk", flat=True))
    progress = disclosure_progress(term.bureau_id, school_ids, term)
    href = reverse("billing:list_disclosures", kwargs={"bureau_code": actor.bureau_code})
    return [home.StepCount(TITLES["disclosure"], sum(p.done for p in progress.values()), len(school_ids), href)]
