"""What is done with money: file a standard, issue charges, record payments. Every act books, and every booking balances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from afterschool.errors import RuleViolation, require
from afterschool.tenancy import TenantModel
from audit.actors import Actor
from audit.workflow import move, record
from billing import permissions, rules
from billing.models import Charge, FeeStandard, JournalEntry, Payment, Posting
from billing.models.ledger import Account
from bureaus import policies
from bureaus.models import Term
from bureaus.policy_kinds import CollectionChannel, FeeRules, FeeUnit, Stage
from enrollment.models import Application, ExemptionClaim, Place, Session
from schools.models import School, ServicePlan

STAGES: dict[str, tuple[Stage, ...]] = {
    School.Stage.PRIMARY: (Stage.PRIMARY,),
    School.Stage.JUNIOR: (Stage.JUNIOR,),
    School.Stage.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
}
BATCH = 1000


# --- the standard ------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_fee_standard(*, plan: ServicePlan, term_cap_amount: Decimal | None = None, by: Actor) -> FeeStandard:
    """Takes the fee of an approved plan over as the term's standard."""
    require(permissions.can_draft_fee_standard(by, plan))
    if plan.status != ServicePlan.Status.APPROVED:
        raise RuleViolation("方案备案通过后才能建立收费标准。")
    if plan.fee_amount is None or not plan.fee_unit:
        raise RuleViolation("方案没有写明收费标准和计费单位。")
    fees = policies.current(plan.bureau_id, FeeRules, on=timezone.localdate())
    tariff = rules.Tariff(plan.fee_amount, FeeUnit(plan.fee_unit), term_cap_amount)
    rules.check_tariff(tariff, STAGES[plan.school.stage], fees)
    if FeeStandard.objects.of(plan.bureau_id).filter(plan=plan).exclude(status=FeeStandard.Status.CLOSED).exists():
        raise RuleViolation("本校本学期已有收费标准。")
    standard = FeeStandard.objects.of(plan.bureau_id).create(
        school=plan.school,
        term=plan.term,
        plan=plan,
        amount=plan.fee_amount,
        unit=plan.fee_unit,
        term_cap_amount=term_cap_amount,
        payee_account=plan.school.bank_account,
        filing_document=plan.fee_document,
    )
    record("fee_standard.draft", standard, by=by, amount=standard.amount, unit=standard.unit)
    return standard


@transaction.atomic
def file_fee_standard(*, standard: FeeStandard, filing_document: str, by: Actor) -> None:
    """报备 with the departments that policy names; the number of the filing is the proof."""
    standard = FeeStandard.objects.of(standard.bureau_id).locked().select_related("school").get(pk=standard.pk)
    require(permissions.can_file_fee_standard(by, standard))
    fees = policies.current(standard.bureau_id, FeeRules, on=timezone.localdate())
    if not filing_document.strip():
        departments = "、".join(fees.filing_departments) or "主管部门"
        raise RuleViolation(
            f"请填写向{departments}报备的文号。", clause=fees.clause_for("filing_departments"), field="filing_document"
        )
    rules.check_channel(CollectionChannel.SCHOOL_ACCOUNT, fees)
    if not standard.payee_account:
        raise RuleViolation("学校没有登记收款账户，请先在学校资料中填写。", clause=fees.clause_for("channels"))
    move(standard, FeeStandard.Status.FILED, by=by, filing_document=filing_document.strip(), filed_at=timezone.now())


@transaction.atomic
def publish_fee_standard(*, standard: FeeStandard, by: Actor) -> None:
    """公示: from now on everybody can read the standard, and charges may be issued."""
    standard = FeeStandard.objects.of(standard.bureau_id).locked().get(pk=standard.pk)
    require(permissions.can_publish_fee_standard(by, standard))
    move(standard, FeeStandard.Status.PUBLISHED, by=by, published_at=timezone.now())


# --- charges -----------------------------------------------------------------------------------------------------------


def published_standard(school: School, term: Term) -> FeeStandard:
    """The standard that may be charged. Raises RuleViolation with the clause while it is not filed and published."""
    standards = FeeStandard.objects.of(school.bureau_id).filter(school=school, term=term)
    standard = standards.filter(status=FeeStandard.Status.PUBLISHED).select_related("term").first()
    if standard is None:
        fees = policies.current(school.bureau_id, FeeRules, on=timezone.localdate())
        clause = fees.clause_for("published_before_charge") or fees.clause_for("filing_departments")
        raise RuleViolation("收费标准报备并公示后才能收费。", clause=clause)
    return standard


@transaction.atomic
def issue_charges(*, school: School, term: Term, by: Actor) -> list[Charge]:
    """Issues the term's charge of every child that takes part and has none yet: 0 元 for the exempt, with the reason.

    Safe to repeat: children charged before are left alone. Returns the new charges.
    """
    school = School.objects.of(school.bureau_id).locked().get(pk=school.pk)
    require(permissions.can_issue_charges(by, school))
    standard = published_standard(school, term)
    applications = list(_uncharged(school, term))
    charges = _drawn_up(standard, applications)
    Charge.objects.of(school.bureau_id).bulk_create(charges, batch_size=BATCH)
    _book_many(
        [(charge, {Account.RECEIVABLE: charge.due_amount, Account.SERVICE_INCOME: -charge.due_amount}) for charge in charges if charge.due_amount],
        text="开出课后服务费应收", booked_on=timezone.localdate(), by=by,
    )  # fmt: skip
    record(
        "charges.issue", standard, by=by, count=len(charges), amount=sum((c.due_amount for c in charges), Decimal(0))
    )
    return charges


def count_uncharged(school: School, term: Term) -> int:
    """How many children take part and have no charge yet."""
    return _uncharged(school, term).count()


def _uncharged(school: School, term: Term) -> QuerySet[Application]:
    rows = Application.objects.of(school.bureau_id).filter(
        round__school=school, round__term=term, status=Application.Status.AGREED
    )
    live = Charge.objects.of(school.bureau_id).filter(school=school, term=term).exclude(status=Charge.Status.CANCELLED)
    return rows.exclude(student_id__in=live.values("student_id")).order_by("pk")


def _drawn_up(standard: FeeStandard, applications: Sequence[Application]) -> list[Charge]:
    """Charges of these applications, not yet saved; queries do not grow with their number."""
    claims = _accepted_claims(standard, applications)
    quantities = _quantities(standard, applications)
    tariff = rules.Tariff(standard.amount, FeeUnit(standard.unit), standard.term_cap_amount)
    prefix = f"{standard.term.year}{standard.term.season[0].upper()}{standard.school_id:06d}"
    used = Charge.objects.of(standard.bureau_id).filter(number__startswith=prefix).count()
    return [
        _charge(standard, application, tariff, quantities[application.pk], claims.get(application.student_id), f"{prefix}{n:05d}")
        for n, application in enumerate(applications, start=used + 1)
    ]  # fmt: skip


def _charge(
    standard: FeeStandard,
    application: Application,
    tariff: rules.Tariff,
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
    """The best accepted claim of each child that holds at some time of the term."""
    rows = ExemptionClaim.objects.of(standard.bureau_id).filter(
        student_id__in=[application.student_id for application in applications],
        status=ExemptionClaim.Status.ACCEPTED,
        valid_from__lte=standard.term.ends_on,
        valid_to__gte=standard.term.starts_on,
    )
    return {claim.student_id: claim for claim in rows.order_by("reduction_percent", "pk")}


def _quantities(standard: FeeStandard, applications: Sequence[Application]) -> dict[int, int]:
    """Units to pay for by application: lessons of the child's activities, months of the term, or the term."""
    if standard.unit != FeeStandard.Unit.LESSON:
        months = rules.months_begun(standard.term.starts_on, standard.term.ends_on)
        units = months if standard.unit == FeeStandard.Unit.MONTH else 1
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
    """作废 a charge issued by mistake, before any money came in; the books are reversed, nothing is deleted."""
    charge = Charge.objects.of(charge.bureau_id).locked().get(pk=charge.pk)
    require(permissions.can_cancel_charge(by, charge))
    if not reason.strip():
        raise RuleViolation("请写明作废的理由。", field="reason")
    if charge.paid_amount:
        raise RuleViolation("已经收款的应收不能作废，应当办理退费。")
    move(charge, Charge.Status.CANCELLED, by=by, reason=reason.strip())
    if charge.due_amount:
        lines: dict[str, Decimal] = {Account.SERVICE_INCOME: charge.due_amount, Account.RECEIVABLE: -charge.due_amount}
        _book_many([(charge, lines)], text="作废应收", booked_on=timezone.localdate(), by=by, kind="cancellation")


# --- payments ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_payment(
    *, charge: Charge, amount: Decimal, method: str, received_on: date, receipt_number: str, by: Actor
) -> Payment:
    """Records money that reached the school's account; part payments add up, overpayment is refused."""
    charge = Charge.objects.of(charge.bureau_id).locked().get(pk=charge.pk)
    require(permissions.can_record_payment(by, charge))
    if charge.status != Charge.Status.ISSUED:
        raise RuleViolation(f"这笔应收{charge.get_status_display()}，不能再收款。")
    rules.check_payment(
        amount, due=charge.due_amount, paid=charge.paid_amount, received_on=received_on, today=timezone.localdate()
    )
    if Payment.objects.of(charge.bureau_id).filter(receipt_number=receipt_number).exists():
        raise RuleViolation("这个票据号已经登记。", field="receipt_number")
    payment = Payment.objects.of(charge.bureau_id).create(
        charge=charge,
        amount=amount,
        method=method,
        received_on=received_on,
        receipt_number=receipt_number,
        recorded_by_id=by.user_id,
    )
    paid = charge.paid_amount + amount
    if paid == charge.due_amount:
        move(charge, Charge.Status.PAID, by=by, action="payment.record", paid_amount=paid)
    else:
        charge.paid_amount = paid
        charge.save(update_fields=["paid_amount"])
        record("payment.record", charge, by=by, amount=amount, paid_amount=paid)
    lines: dict[str, Decimal] = {Account.BANK: amount, Account.RECEIVABLE: -amount}
    _book_many([(charge, lines)], text="收到课后服务费", booked_on=received_on, by=by, source=payment)
    return payment


# --- books ---------------------------------------------------------------------------------------------------------------


def _book_many(
    bookings: Sequence[tuple[Charge, Mapping[str, Decimal]]],
    *,
    text: str,
    booked_on: date,
    by: Actor,
    source: TenantModel | None = None,
    kind: str = "",
) -> None:
    """One journal entry with its postings per booking; refuses what does not balance. A source is booked once."""
    entries = []
    for charge, lines in bookings:
        rules.check_balanced(lines)
        origin = source or charge
        entries.append(
            JournalEntry(
                bureau_id=charge.bureau_id,
                school_id=charge.school_id,
                term_id=charge.term_id,
                booked_on=booked_on,
                text=f"{text} {charge.number}",
                source_type=f"{origin._meta.label}{f'.{kind}' if kind else ''}",
                source_id=origin.pk,
                booked_by=by.name,
            )
        )
    JournalEntry.objects.of(by.bureau_id).bulk_create(entries, batch_size=BATCH)
    Posting.objects.of(by.bureau_id).bulk_create(
        [
            Posting(bureau_id=entry.bureau_id, entry=entry, account=account, amount=amount)
            for entry, (_, lines) in zip(entries, bookings, strict=True)
            for account, amount in lines.items()
        ],
        batch_size=BATCH,
    )
