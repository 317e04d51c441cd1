"""A plan from its first draft to its approval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import move, move_all, record
from bureaus.policies import policies
from bureaus.policies.kinds import PlanGate, ReviewSubject
from bureaus.reviews import reports as review_reports
from bureaus.reviews import services as review_services
from bureaus.reviews.models import ReviewCase
from bureaus.terms.models import Term
from schools.plans import documents, permissions, rules
from schools.plans.models import Activity, PlanVersion, ServicePlan, TimeSlot
from schools.plans.reports import contents as plan_contents
from schools.plans.reports import facts as plan_facts
from schools.register.models import School

CHAIN = ReviewSubject.PLAN_APPROVAL
TERM_OVER = "学期已结束，方案没有审批完"
COPIED = (
    "organization",
    "management_rules",
    "safety_measures",
    "emergency_plan",
    "risk_assessment",
    "insurance",
    "exercise_minutes",
    "lesson_minutes",
    "fee_amount",
    "fee_unit",
    "fee_document",
    "collection_channel",
)


class PlanNotReady(RuleViolation):
    """The plan is incomplete or breaks a rule; `findings` are all that block it."""

    def __init__(self, findings: Sequence[rules.Finding]):
        sentences = "".join(f"{n}. {finding.message}" for n, finding in enumerate(findings, start=1))
        clause = next((finding.clause for finding in findings if finding.clause), None)
        super().__init__(f"方案还有 {len(findings)} 处不符合规定，不能提交：{sentences}", clause=clause)
        self.findings = list(findings)


@transaction.atomic
def create_plan(*, school: School, term: Term, by: Actor, copied_from: ServicePlan | None = None) -> ServicePlan:
    """拟定方案. A draft for one term; `copied_from` is an earlier plan of the same school."""
    require(permissions.can_create_plan(by, school))
    term = Term.objects.of(by.bureau_id).hold(term.pk)
    if term.status == Term.Status.CLOSED:
        raise RuleViolation("这个学期已经结束，不能再拟定方案。", field="term")
    standing = ServicePlan.objects.of(by.bureau_id).filter(school=school, term=term)
    if standing.exclude(status=ServicePlan.Status.WITHDRAWN).exists():
        raise RuleViolation("本校本学期已有方案，请在原方案上修改。", field="term")
    if copied_from is not None and copied_from.school_id != school.pk:
        raise RuleViolation("只能沿用本校的方案。", field="copied_from")
    copied = {name: getattr(copied_from, name) for name in COPIED} if copied_from else {}
    plan = ServicePlan.objects.of(by.bureau_id).create(school=school, term=term, **copied)
    if copied_from is not None:
        _copy_parts(copied_from, plan)
    record("plan.create", plan, by=by, copied_from=copied_from.pk if copied_from else None)
    return plan


def _copy_parts(source: ServicePlan, plan: ServicePlan) -> None:
    """Slots and activities of an earlier plan; activities of people who no longer serve are left out."""
    for model, rows in (
        (TimeSlot, TimeSlot.objects.of(plan.bureau_id).filter(plan=source)),
        (Activity, Activity.objects.of(plan.bureau_id).filter(plan=source, teacher__is_active=True)),
    ):
        copies: list[Any] = list(rows)
        for copy in copies:
            copy.pk, copy.plan, copy._state.adding = None, plan, True
        model.objects.of(plan.bureau_id).bulk_create(copies)


@transaction.atomic
def edit_plan(*, plan: ServicePlan, by: Actor, **values: Any) -> ServicePlan:
    """修改方案. The written parts, the fee and the minutes."""
    plan = lock_editable(plan, by)
    changed = {name: value for name, value in values.items() if getattr(plan, name) != value}
    for name, value in changed.items():
        setattr(plan, name, value)
    if changed:
        plan.save(update_fields=list(changed))
        record("plan.edit", plan, by=by, fields=sorted(changed))
    return plan


def lock_editable(plan: ServicePlan, by: Actor) -> ServicePlan:
    """The plan, locked for a change. Raises Forbidden, or RuleViolation once it was submitted."""
    plan = locked(plan)
    require(permissions.can_edit_plan(by, plan))
    if not plan.is_editable:
        clause = policies.current(plan.bureau_id, PlanGate, on=plan_contents.judged_on(plan)).clause_for("gate")
        raise RuleViolation(f"方案{plan.get_status_display()}，不能修改；需要修改的，请教育局先退回。", clause=clause)
    return plan


def locked(plan: ServicePlan) -> ServicePlan:
    """The plan, locked, and its term held before it: who closes the term waits."""
    Term.objects.of(plan.bureau_id).hold(plan.term_id)
    rows = ServicePlan.objects.of(plan.bureau_id).locked().select_related("school", "term", "bureau")
    return rows.get(pk=plan.pk)


def _check_term(plan: ServicePlan) -> None:
    if plan.term.status == Term.Status.CLOSED:
        raise RuleViolation(f"{plan.term}已经结束，方案不能再提交和审批。")


@transaction.atomic
def submit_plan(*, plan: ServicePlan, by: Actor) -> ServicePlan:
    """提交方案. Stores the version and opens the review chain. Raises PlanNotReady with everything that is missing."""
    plan = locked(plan)
    require(permissions.can_submit_plan(by, plan))
    _check_term(plan)
    _require_ready(plan)
    number = PlanVersion.objects.of(plan.bureau_id).filter(plan=plan).count() + 1
    move(plan, plan.Status.SUBMITTED, by=by, action="plan.submit", submitted_at=timezone.now(), version=number)
    PlanVersion.objects.of(plan.bureau_id).create(
        plan=plan, number=number, content=plan_contents.content_of(plan), submitted_by=by.name
    )
    review_services.open_review(plan, chain=CHAIN, by=by)
    return plan


@transaction.atomic
def return_plan(*, plan: ServicePlan, reason: str, by: Actor) -> ServicePlan:
    """退回方案, with a reason that the school reads. A step that may only return within the bureau does so."""
    plan = locked(plan)
    require(permissions.can_return_plan(by, plan))
    outcome = review_services.review_step(_case(plan), review_services.Decision.RETURN, reason, by=by)
    if outcome.returned:
        changes: dict[str, Any] = {"decided_at": timezone.now(), "returned_reason": reason.strip()}
        move(plan, plan.Status.RETURNED, by=by, action="plan.return", reason=reason, **changes)
    return plan


@transaction.atomic
def approve_plan(*, plan: ServicePlan, by: Actor, reason: str = "") -> ServicePlan:
    """备案审批. One step of the chain; with the last one the plan is approved and its document ordered."""
    plan = locked(plan)
    require(permissions.can_approve_plan(by, plan))
    _check_term(plan)
    _require_ready(plan)
    outcome = review_services.review_step(_case(plan), review_services.Decision.APPROVE, reason, by=by)
    if outcome.approved:
        now = timezone.now()
        move(
            plan, plan.Status.APPROVED, by=by, action="plan.approve", reason=reason, decided_at=now, returned_reason=""
        )
        documents.order_plan_document(plan, by=by)
    return plan


@transaction.atomic
def withdraw_plan(*, plan: ServicePlan, reason: str, by: Actor) -> ServicePlan:
    """撤销备案. The school may then file a new plan for the term. What took place in a term that is over is not taken back."""
    plan = locked(plan)
    require(permissions.can_withdraw_plan(by, plan))
    if plan.term.status == Term.Status.CLOSED:
        raise RuleViolation(f"{plan.term}已结束，方案已是历史，不能再撤销备案。")
    if not reason.strip():
        raise RuleViolation("撤销备案要写明理由。", field="reason")
    move(plan, plan.Status.WITHDRAWN, by=by, action="plan.withdraw", reason=reason)
    return plan


@transaction.atomic
def return_undecided_plans(*, term: Term, by: Actor) -> int:
    """The term is over: what still waits for approval goes back to its school, with its review. Returns how many."""
    waiting = ServicePlan.objects.of(term.bureau_id).filter(term=term, status=ServicePlan.Status.SUBMITTED)
    pks = list(waiting.locked().order_by("pk").values_list("pk", flat=True))
    undecided = ServicePlan.objects.of(term.bureau_id).filter(pk__in=pks)
    review_services.withdraw_reviews(undecided, subject=term, reason=TERM_OVER, by=by)
    return move_all(
        undecided,
        ServicePlan.Status.RETURNED,
        subject=term,
        by=by,
        action="term.return_plans",
        reason=TERM_OVER,
        decided_at=timezone.now(),
        returned_reason=TERM_OVER,
    )


def _require_ready(plan: ServicePlan) -> None:
    blocking = rules.blocking(plan_facts.findings_of(plan))
    if blocking:
        raise PlanNotReady(blocking)


def _case(plan: ServicePlan) -> ReviewCase:
    case = review_reports.case_of(plan, CHAIN)
    if case is None or plan.status != ServicePlan.Status.SUBMITTED:
        raise RuleViolation(f"方案现在是“{plan.get_status_display()}”，没有待办的审批。")
    return case
