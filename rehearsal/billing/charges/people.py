"""Cashiers charge who takes part, check what has changed since, and administrators cancel what was charged by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from audit.actors import Actor
from audit.roles import Role
from billing.charges import services as charge_services
from billing.charges.models import Charge
from billing.standards.models import FeeStandard
from bureaus.terms.models import Term
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half
from schools.register.models import School

Status = Charge.Status
KEPT = "已参加到退出当天，按公示标准收取（示例）。"
MISTAKEN = "应收有误，作废重开（示例）。"


def acts(county: County) -> Iterator[Act]:
    for term in Term.objects.of(county.pk).filter(starts_on__lte=county.today).order_by("pk"):
        for school in county.schools():
            cashier, admin = county.staff(Role.CASHIER, school), county.staff(Role.SCHOOL_ADMIN, school)
            if cashier is not None and admin is not None:
                yield from _issue(county, school, term, cashier, admin)
                yield from _check(county, school, term, cashier, admin)
                yield from _cancel_some(county, school, term, cashier, admin)


# --- issuing --------------------------------------------------------------------------------------------------------------


def _issue(county: County, school: School, term: Term, cashier: Actor, admin: Actor) -> Iterator[Act]:
    standards = FeeStandard.objects.of(county.pk).filter(school=school, term=term)
    is_published = standards.filter(status=FeeStandard.Status.PUBLISHED).exists()
    if not is_published:
        if county.half is Half.MORNING and county.chance(0.04):  # standards are published in the afternoon
            yield _issuing(county, school, term, cashier, name="charges.issue_unpublished", wrong=True)
        return
    if term.status == Term.Status.CLOSED:
        if county.chance(0.02):
            yield _issuing(county, school, term, cashier, name="charges.issue_after_the_term", wrong=True)
        return
    due = county.today >= term.starts_on + timedelta(days=5 + int(county.trait(school.code, "charges") * 15))
    if due and charge_services.count_uncharged(school, term) and county.chance(0.25):
        yield _issuing(county, school, term, cashier, name="charges.issue", twice=county.chance(0.2))
    if county.chance(0.02):
        yield _issuing(county, school, term, admin, name="charges.issue_by_admin", wrong=True)


def _issuing(
    county: County, school: School, term: Term, by: Actor, *, name: str, wrong: bool = False, twice: bool = False
) -> Act:  # fmt: skip
    issue = partial(charge_services.issue_charges, school=school, term=term, by=by)
    post = Post(route="billing:issue_charges", data={"term": term.pk})
    return Act(at=county.at_work(), name=name, by=by, do=issue, post=post, wrong=wrong, twice=twice)


# --- checking -------------------------------------------------------------------------------------------------------------


def _check(county: County, school: School, term: Term, cashier: Actor, admin: Actor) -> Iterator[Act]:
    """What somebody should look at: cancelled where nothing was paid and the child is exempt now, mostly kept otherwise."""
    rows = Charge.objects.of(county.pk).filter(school=school, term=term)
    for charge in rows.to_check().select_related("student").order_by("pk"):
        if not county.chance(0.2):
            continue
        cancels = not charge.paid_amount and county.trait(charge.student.student_number, "cancelled") < 0.7
        yield _cancel(county, charge, admin, MISTAKEN) if cancels else _confirm(county, charge, cashier, KEPT)
    quiet = rows.filter(to_check_since__isnull=True, status=Status.ISSUED).order_by("pk").first()
    if quiet is not None and county.chance(0.02):
        yield _confirm(county, quiet, cashier, "  ", name="charge.confirm_without_words", wrong=True)


def _confirm(
    county: County, charge: Charge, by: Actor, reason: str, *, name: str = "charge.confirm", wrong: bool = False
) -> Act:  # fmt: skip
    confirm = partial(charge_services.confirm_charge, charge=charge, reason=reason, by=by)
    post = Post(route="billing:confirm_charge", kwargs={"pk": charge.pk}, data={"reason": reason})
    return Act(at=county.at_work(), name=name, by=by, do=confirm, post=post, wrong=wrong)


# --- canceling ------------------------------------------------------------------------------------------------------------


def _cancel_some(county: County, school: School, term: Term, cashier: Actor, admin: Actor) -> Iterator[Act]:
    rows = Charge.objects.of(county.pk).filter(school=school, term=term).order_by("pk")
    unpaid = rows.filter(status=Status.ISSUED, paid_amount=0)
    if county.chance(0.03) and (charge := unpaid.last()):
        yield _cancel(county, charge, admin, MISTAKEN, twice=county.chance(0.3))
    if county.chance(0.02) and (charge := unpaid.first()):
        yield _cancel(county, charge, cashier, MISTAKEN, name="charge.cancel_by_cashier", wrong=True)
        yield _cancel(county, charge, admin, " ", name="charge.cancel_without_reason", wrong=True)
    if county.chance(0.03) and (charge := rows.filter(paid_amount__gt=0).first()):
        yield _cancel(county, charge, admin, MISTAKEN, name="charge.cancel_paid", wrong=True)


def _cancel(
    county: County, charge: Charge, by: Actor, reason: str, *,
    name: str = "charge.cancel", wrong: bool = False, twice: bool = False,
) -> Act:  # fmt: skip
    cancel = partial(charge_services.cancel_charge, charge=charge, reason=reason, by=by)
    post = Post(route="billing:cancel_charge", kwargs={"pk": charge.pk}, data={"reason": reason})
    return Act(at=county.at_work(), name=name, by=by, do=cancel, post=post, wrong=wrong, twice=twice)
