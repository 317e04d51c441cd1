"""Rounds: when guardians of one school may apply, and for what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import move
from bureaus.policies import policies
from bureaus.policies.kinds import PlanGate
from bureaus.terms.models import Term
from enrollment.admissions import permissions
from enrollment.admissions.models import Offering, Round
from schools.plans.models import Activity, ServicePlan


@transaction.atomic
def open_round(
    *, plan: ServicePlan, opens_at: datetime, closes_at: datetime, clubs_per_student: int, by: Actor
) -> Round:
    """开放报名. Makes an offering of every activity of an approved plan and opens the round over them.

    Raises RuleViolation for a plan that is not approved, one whose enrollment is set up already, one without
    activities, a term that is over, and times that make no sense.
    """
    term = Term.objects.of(plan.bureau_id).hold(plan.term_id)
    plan = ServicePlan.objects.of(plan.bureau_id).locked().select_related("school", "term").get(pk=plan.pk)
    require(permissions.can_open_round(by, plan.school))
    _check_approved(plan)
    if term.status != Term.Status.OPEN:
        raise RuleViolation(f"{term}{term.get_status_display()}，不能开放报名。")
    if Round.objects.of(plan.bureau_id).filter(plan=plan).exists():
        raise RuleViolation("这个方案已经设置报名。")
    _check_times(plan, opens_at, closes_at)
    activities = list(Activity.objects.of(plan.bureau_id).filter(plan=plan))
    if not activities:
        raise RuleViolation("方案里没有活动，不能开放报名。")
    round_ = Round.objects.of(plan.bureau_id).create(
        school=plan.school,
        term=plan.term,
        plan=plan,
        opens_at=opens_at,
        closes_at=closes_at,
        clubs_per_student=clubs_per_student,
    )
    Offering.objects.of(plan.bureau_id).bulk_create(_offering(round_, activity) for activity in activities)
    move(round_, Round.Status.OPEN, by=by, action="round.open")
    return round_


def _offering(round_: Round, activity: Activity) -> Offering:
    """Base care has neither capacity nor seats: it cannot be full."""
    capacity = activity.capacity if activity.kind == Activity.Kind.CLUB else None
    return Offering(bureau_id=round_.bureau_id, round=round_, activity=activity, capacity=capacity, seats_left=capacity)


def _check_approved(plan: ServicePlan) -> None:
    if plan.status != ServicePlan.Status.APPROVED:
        raise RuleViolation(
            f"方案现在是“{plan.get_status_display()}”，经教育局备案审批后才能开放报名。", clause=_approval_clause(plan)
        )


def _approval_clause(plan: ServicePlan) -> Clause | None:
    gate = policies.find(plan.bureau_id, PlanGate, on=plan.term.starts_on)  # the rules of the term it serves
    if gate is None:
        return None
    return gate.clause_for("approval_before_enrollment") or gate.clause_for("gate")


def _check_times(plan: ServicePlan, opens_at: datetime, closes_at: datetime) -> None:
    if closes_at <= opens_at:
        raise RuleViolation("截止时间要晚于开放时间。", field="closes_at")
    if closes_at <= timezone.now():
        raise RuleViolation("截止时间已经过去。", field="closes_at")
    if timezone.localdate(opens_at) > plan.term.ends_on:
        raise RuleViolation(f"{plan.term}到 {plan.term.ends_on} 结束，报名要在此之前开放。", field="opens_at")


@transaction.atomic
def close_round(*, round: Round, by: Actor) -> Round:
    """截止报名. No more applications from now on; those made continue through review."""
    round_ = Round.objects.of(round.bureau_id).locked().get(pk=round.pk)
    require(permissions.can_close_round(by, round_))
    move(round_, Round.Status.CLOSED, by=by, action="round.close")
    return round_


def close_due_rounds(*, bureau_id: int, by: Actor) -> int:
    """Closes the rounds whose closing time has passed. Returns how many."""
    due = Round.objects.of(bureau_id).filter(status=Round.Status.OPEN, closes_at__lte=timezone.now())
    return len([close_round(round=round_, by=by) for round_ in due])
