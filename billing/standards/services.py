"""The fee standard of a term: drafted from the plan, filed, published."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from afterschool.values.errors import RuleViolation, require
from afterschool.values.vocabulary import CollectionChannel, FeeUnit, SchoolStage
from audit.actors import Actor
from audit.workflow import move, move_all, record
from billing.standards import permissions, rules
from billing.standards.models import FeeStandard
from bureaus.policies import policies
from bureaus.policies.kinds import FeeRules
from bureaus.terms.models import Term
from schools.plans.models import ServicePlan
from schools.register.models import School


@transaction.atomic
def draft_fee_standard(*, plan: ServicePlan, term_cap_amount: Decimal | None = None, by: Actor) -> FeeStandard:
    """Drafts the term's fee standard from an approved plan. Raises RuleViolation once the plan is withdrawn or its term over."""
    term = Term.objects.of(plan.bureau_id).hold(plan.term_id)
    plan = ServicePlan.objects.of(plan.bureau_id).select_related("school").hold(plan.pk)
    require(permissions.can_draft_fee_standard(by, plan))
    if plan.status != ServicePlan.Status.APPROVED:
        raise RuleViolation("方案备案通过后才能建立收费标准。")
    if term.status != Term.Status.OPEN:
        raise RuleViolation(f"{term}{term.get_status_display()}，不能再建立收费标准。")
    if plan.fee_amount is None or not plan.fee_unit:
        raise RuleViolation("方案没有写明收费标准和计费单位。")
    fees = policies.current(plan.bureau_id, FeeRules, on=timezone.localdate())
    tariff = rules.Tariff(plan.fee_amount, FeeUnit(plan.fee_unit), term_cap_amount)
    rules.check_tariff(tariff, SchoolStage(plan.school.stage).stages, fees)
    if FeeStandard.objects.of(plan.bureau_id).filter(plan=plan).exclude(status=FeeStandard.Status.CLOSED).exists():
        raise RuleViolation("本校本学期已有收费标准。")
    standard = FeeStandard.objects.of(plan.bureau_id).create(
        school=plan.school,
        term=term,
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
    """报备 with the departments that policy names; the filing number proves it."""
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
    """公示: everybody can read the standard from now on, and charges may be issued."""
    standard = FeeStandard.objects.of(standard.bureau_id).locked().get(pk=standard.pk)
    require(permissions.can_publish_fee_standard(by, standard))
    move(standard, FeeStandard.Status.PUBLISHED, by=by, published_at=timezone.now())


def close_standards_of_plan(*, plan: ServicePlan, reason: str, by: Actor) -> int:
    """停用: the plan is withdrawn, and with it what was drafted, filed or published of its fee. Returns how many."""
    return move_all(
        FeeStandard.objects.of(plan.bureau_id).filter(plan=plan),
        FeeStandard.Status.CLOSED,
        subject=plan,
        by=by,
        action="service_plan.retire_standards",
        reason=reason,
    )


def close_unpublished_standards(*, term: Term, by: Actor) -> int:
    """停用: the term is over, and nothing will be charged from what was not published. Returns how many."""
    unpublished = [FeeStandard.Status.DRAFT, FeeStandard.Status.FILED]
    return move_all(
        FeeStandard.objects.of(term.bureau_id).filter(term=term, status__in=unpublished),
        FeeStandard.Status.CLOSED,
        subject=term,
        by=by,
        action="term.retire_standards",
        reason="学期已结束",
    )


def published_standard(school: School, term: Term) -> FeeStandard:
    """The standard in force, locked: who would close it waits. Raises RuleViolation with the clause until it is published."""
    standards = FeeStandard.objects.of(school.bureau_id).locked().filter(school=school, term=term)
    standard = standards.filter(status=FeeStandard.Status.PUBLISHED).select_related("term").first()
    if standard is None:
        fees = policies.current(school.bureau_id, FeeRules, on=timezone.localdate())
        clause = fees.clause_for("published_before_charge") or fees.clause_for("filing_departments")
        raise RuleViolation("收费标准报备并公示后才能收费。", clause=clause)
    return standard
