"""Issuing and canceling charges. Every act is booked, and every booking balances."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from afterschool.tenancy.models import TenantModel
from afterschool.values.errors import RuleViolation, require
from afterschool.values.vocabulary import FeeUnit
from audit.actors import Actor
from audit.workflow import move, record
from billing.charges import permissions, rules
from billing.charges.models import Charge, ChargeQuerySet
from billing.ledger import services as ledger_services
from billing.ledger.models import Account
from billing.ledger.services import BATCH, Booking
from billing.standards import rules as standard_rules
from billing.standards import services as standard_services
from billing.standards.models import FeeStandard
from bureaus.terms.models import Term
from enrollment.admissions.models import Application, ApplicationQuerySet, ExemptionClaim, Place
from enrollment.attendance.models import Session
from schools.register.models import School


@transaction.atomic
def issue_charges(*, school: School, term: Term, by: Actor) -> list[Charge]:
    """Issues the term's charge for every participating child without one; 0 元, with the reason, for an exempt child.

    Safe to repeat: children already charged are skipped. Returns the new charges.
    """
    school = School.objects.of(school.bureau_id).locked().get(pk=school.pk)
    require(permissions.can_issue_charges(by, school))
    term = Term.objects.of(term.bureau_id).hold(term.pk)
    if term.status != Term.Status.OPEN:
        raise RuleViolation(f"{term}{term.get_status_display()}，不能再开出应收；已开出的仍可收款。")
    standard = standard_services.published_standard(school, term)
    applications = list(_uncharged(school, term).locked())
    charges = _drawn_up(standard, applications)
    Charge.objects.of(school.bureau_id).bulk_create(charges, batch_size=BATCH)
    receivables = [
        _booking(charge, "issued", "开出课后服务费应收", charge.due_amount) for charge in charges if charge.due_amount
    ]
    ledger_services.book_entries(receivables, booked_on=timezone.localdate(), by=by)
    record(
        "charges.issue", standard, by=by, count=len(charges), amount=sum((c.due_amount for c in charges), Decimal(0))
    )
    return charges


def count_uncharged(school: School, term: Term) -> int:
    """The number of participating children without a charge."""
    return _uncharged(school, term).count()


def _uncharged(school: School, term: Term) -> ApplicationQuerySet:
    rows = Application.objects.of(school.bureau_id).filter(
        round__school=school, round__term=term, status=Application.Status.AGREED
    )
    live = Charge.objects.of(school.bureau_id).filter(school=school, term=term).exclude(status=Charge.Status.CANCELLED)
    return rows.exclude(student_id__in=live.values("student_id")).order_by("pk")


def _drawn_up(standard: FeeStandard, applications: Sequence[Application]) -> list[Charge]:
    """Unsaved charges for these applications; the number of queries does not grow with them."""
    claims = _accepted_claims(standard, applications)
    quantities = _quantities(standard, applications)
    tariff = standard_rules.Tariff(standard.amount, FeeUnit(standard.unit), standard.term_cap_amount)
    prefix = f"{standard.term.year}{standard.term.season[0].upper()}{standard.school_id:06d}"
    used = Charge.objects.of(standard.bureau_id).filter(number__startswith=prefix).count()
    return [
        _charge(standard, application, tariff, quantities[application.pk], claims.get(application.student_id), f"{prefix}{n:05d}")
        for n, application in enumerate(applications, start=used + 1)
    ]  # fmt: skip


def _charge(
    standard: FeeStandard,
    application: Application,
    tariff: standard_rules.Tariff,
    quantity: int,
    claim: ExemptionClaim | None,
    number: str,
) -> Charge:
    percent = claim.reduction_percent if claim else 0
    owed = rules.owed(tariff, quantity, reduction_percent=percent, waiver_name=claim.category_name if claim else "")
    return Charge(
        bureau_id=standard.bureau_id,
        status=Charge.Status.ISSUED if owed.due else Charge.Status.WAIVED,
        number=number,
        school_id=standard.school_id,
        term_id=standard.term_id,
        student_id=application.student_id,
        application=application,
        standard=standard,
        full_amount=owed.full,
        waived_amount=owed.waived,
        due_amount=owed.due,
        waiver=claim,
        calculation=owed.calculation,
        clause=claim.clause if claim else standard.filing_document,
    )


def _accepted_claims(standard: FeeStandard, applications: Sequence[Application]) -> dict[int, ExemptionClaim]:
    """Each child's best accepted claim that is valid at some time of the term."""
    rows = ExemptionClaim.objects.of(standard.bureau_id).filter(
        student_id__in=[application.student_id for application in applications],
        status=ExemptionClaim.Status.ACCEPTED,
        valid_from__lte=standard.term.ends_on,
        valid_to__gte=standard.term.starts_on,
    )
    return {claim.student_id: claim for claim in rows.order_by("reduction_percent", "pk")}


def _quantities(standard: FeeStandard, applications: Sequence[Application]) -> dict[int, int]:
    """Units to pay for by application: lessons of the child's activities, months of the term, or the term."""
    if standard.unit != FeeUnit.LESSON:
        months = rules.months_begun(standard.term.starts_on, standard.term.ends_on)
        units = months if standard.unit == FeeUnit.MONTH else 1
        return dict.fromkeys((application.pk for application in applications), units)
    lessons = dict(
        Session.objects.of(standard.bureau_id)
        .filter(school_id=standard.school_id, term_id=standard.term_id)
        .values_list("offering_id")
        .annotate(count=Count("pk", filter=~Q(status=Session.Status.CANCELLED)))
    )
    if applications and not lessons:
        raise RuleViolation("本学期还没有排课次，按课时计费前请先生成课次。")
    quantities = dict.fromkeys((application.pk for application in applications), 0)
    places = Place.objects.of(standard.bureau_id).taken().filter(application__in=applications)
    for application_id, offering_id in places.values_list("application_id", "offering_id"):
        quantities[application_id] += lessons.get(offering_id, 0)
    return quantities


@transaction.atomic
def cancel_charge(*, charge: Charge, reason: str, by: Actor) -> None:
    """作废 a charge issued by mistake, before any payment; its booking is reversed, nothing is deleted."""
    charge = Charge.objects.of(charge.bureau_id).locked().get(pk=charge.pk)
    require(permissions.can_cancel_charge(by, charge))
    if not reason.strip():
        raise RuleViolation("请写明作废的理由。", field="reason")
    if charge.paid_amount:
        raise RuleViolation("已经收款的应收不能作废，应当办理退费。")
    move(charge, Charge.Status.CANCELLED, by=by, reason=reason.strip(), to_check_since=None)
    if charge.due_amount:
        reversal = _booking(charge, "cancelled", "作废应收", -charge.due_amount)
        ledger_services.book_entries([reversal], booked_on=timezone.localdate(), by=by)


def _booking(charge: Charge, event: str, text: str, amount: Decimal) -> Booking:
    lines: dict[str, Decimal] = {Account.RECEIVABLE: amount, Account.SERVICE_INCOME: -amount}
    return Booking(charge, event, charge.school_id, charge.term_id, f"{text} {charge.number}", lines)


# --- checking --------------------------------------------------------------------------------------------------------


def mark_for_check(charges: ChargeQuerySet, *, reason: str, subject: TenantModel, by: Actor) -> int:
    """请核对: puts those of these charges that ask for money into the cashier's inbox, in one statement.

    One entry in the trace of `subject`, which brought it about. Nothing is cancelled or paid back by itself. Returns how many.
    """
    count = charges.asking().update(to_check_since=timezone.localdate(), to_check_reason=reason[:100])
    if count:
        record(f"{subject.kind_code}.mark_charges", subject, by=by, reason=reason, count=count)
    return count


def mark_for_reduction(*, claim: ExemptionClaim, by: Actor) -> None:
    """减免后应收: tells the cashier what the charge of the child should be, now that the claim is accepted.

    A charge that takes as much off already, for another claim, stays as it is.
    """
    charges = Charge.objects.of(claim.bureau_id).filter(application=claim.application_id)
    for charge in charges.asking():
        due = charge.full_amount - rules.waived_of(charge.full_amount, claim.reduction_percent)
        if due < charge.due_amount:
            words = f"已认定减免，应收 {charge.due_amount} 元应调整为 {due} 元"
            mark_for_check(charges.filter(pk=charge.pk), reason=words, subject=claim, by=by)


@transaction.atomic
def confirm_charge(*, charge: Charge, reason: str, by: Actor) -> None:
    """核对无误. A charge of which something has changed stays as it is; the cashier says why."""
    charge = Charge.objects.of(charge.bureau_id).locked().get(pk=charge.pk)
    require(permissions.can_confirm_charge(by, charge))
    if not reason.strip():
        raise RuleViolation("请写明核对的结论。", field="reason")
    if charge.to_check_since is None:
        raise RuleViolation("这笔应收没有待核对的事项。")
    charge.to_check_since = None
    charge.save(update_fields=["to_check_since"])
    record("charge.confirm", charge, by=by, reason=reason.strip())
