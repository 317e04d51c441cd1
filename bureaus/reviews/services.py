"""The review engine: one subject on its way through the steps that policy prescribes.

    case = reviews.open_review(plan, chain=ReviewSubject.PLAN_APPROVAL, by=actor)
    outcome = reviews.review_step(case, Decision.APPROVE, by=actor)
    if outcome.approved: move(plan, …)

The steps are frozen from policy when the case opens. Nothing advances by itself: every step forward is somebody's
decision, and every decision is a row. The caller's service moves the subject itself, according to the outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.utils import timezone

from afterschool.tenancy.models import TenantModel, TenantQuerySet
from afterschool.values.clauses import platform_default
from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import move, move_all, record
from bureaus.policies import policies
from bureaus.policies.kinds import ReviewChains, ReviewSubject
from bureaus.policies.kinds.plan import APPLICANT
from bureaus.policies.values import write_value
from bureaus.reviews import permissions
from bureaus.reviews.models import ReviewCase, ReviewDecision
from bureaus.terms import reports as calendar
from bureaus.terms import rules as term_rules

Decision = ReviewDecision.Decision
INCOMPATIBLE_DUTIES = platform_default("不相容岗位")


class Result(StrEnum):
    """The result of a decision."""

    COUNTED = "counted"  # one of several votes; the step goes on
    ADVANCED = "advanced"  # to the next step
    APPROVED = "approved"
    SENT_BACK = "sent_back"  # to an earlier step
    RETURNED = "returned"  # to who filed it; the case is closed
    REJECTED = "rejected"
    ASKED = "asked"  # a correction is asked for; the clock stands still


@dataclass(frozen=True)
class Outcome:
    """The outcome of a decision, for the service that moves the subject."""

    case: ReviewCase
    result: Result

    @property
    def approved(self) -> bool:
        return self.result is Result.APPROVED

    @property
    def returned(self) -> bool:
        return self.result is Result.RETURNED

    @property
    def rejected(self) -> bool:
        return self.result is Result.REJECTED

    @property
    def closed(self) -> bool:
        return self.result in (Result.APPROVED, Result.RETURNED, Result.REJECTED)


@transaction.atomic
def open_review(
    subject: TenantModel,
    *,
    chain: ReviewSubject | str,
    by: Actor,
    school_id: int | None = None,
    class_id: int | None = None,
    path: str = "",
) -> ReviewCase:
    """送审. Opens a case at the first step. School, class and page are taken from the subject where it has them.

    Raises RuleViolation when the subject is already under this review, PolicyMissing when no chain is known.
    """
    today = timezone.localdate()
    chains = policies.current(subject.bureau_id, ReviewChains, on=today)
    definition = chains.chain(ReviewSubject(chain))
    if definition is None:
        raise policies.PolicyMissing(f"没有“{ReviewSubject(chain).label}”的审核流程，请在“政策”页补充。")
    steps = [replace(step, days_allowed=step.days_allowed or chains.days_allowed) for step in definition.steps]
    case = ReviewCase(
        bureau_id=subject.bureau_id,
        chain=definition.key,
        steps=write_value(steps),
        clause=str(chains.clause_for("chains", definition.key) or ""),
        subject_kind=subject.kind_code,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        subject_path=(path or _path_of(subject))[:200],
        school_id=school_id or getattr(subject, "school_id", None),
        class_id=class_id or getattr(subject, "school_class_id", None),
        opened_by_id=by.user_id,
        guardian_ref=by.guardian_id,
    )
    _arrive(case, 0, today)
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError:  # the database allows one open case; of two who file at once one gets here
        raise RuleViolation(
            "这件事正在审核中，不能重复送审。", clause=chains.clause_for("chains", definition.key)
        ) from None
    record("review.open", case, by=by)
    return case


@transaction.atomic
def review_step(
    case: ReviewCase,
    decision: Decision | str,
    reason: str = "",
    *,
    by: Actor,
    return_to: str = APPLICANT,
    seen_step: int | None = None,
) -> Outcome:
    """审核. One person's decision at the present step: approve, return (to the applicant or a step), reject, or ask.

    `seen_step` is the step that this person saw: who holds the next one too and presses twice decides once. Raises
    Forbidden for a wrong role, RuleViolation for a closed case, one that has moved on, a missing reason, the filer's own
    case, a second vote at the same step, or a step to which this one may not return.
    """
    case = _locked(case)
    decision = Decision(decision)
    require(case.bureau_id == by.bureau_id)
    _check_open(case)
    if seen_step is not None and seen_step != case.step:
        raise RuleViolation("这一步刚刚已经办过，请看过现在的进度再办理。")
    require(permissions.can_review_step(by, case))
    _check_decider(case, by)
    if decision is not Decision.APPROVE and not reason.strip():
        raise RuleViolation(f"{decision.label}要写明理由。", field="reason")
    if decision is Decision.RETURN and return_to not in case.current_step.may_return_to:
        raise RuleViolation("这一步不能退回到所选的步骤。", field="return_to")
    _write(case, decision, reason, by)
    return {
        Decision.APPROVE: _approve,
        Decision.RETURN: lambda case, reason, by: _return(case, reason, by, return_to),
        Decision.REJECT: _reject,
        Decision.ASK: _ask,
    }[decision](case, reason, by)


@transaction.atomic
def answer_correction(case: ReviewCase, reason: str, *, by: Actor) -> ReviewCase:
    """补正. The filer has made the correction; the clock continues where it stopped."""
    case = _locked(case)
    require(permissions.can_answer_correction(by, case))
    if case.status != ReviewCase.Status.WAITING:
        raise RuleViolation("没有待补正的要求。")
    if not reason.strip():
        raise RuleViolation("请写明补正了什么。", field="reason")
    _write(case, Decision.ANSWER, reason, by)
    due_on = _extended(case.due_on, case.waiting_since, timezone.localdate())
    move(case, ReviewCase.Status.OPEN, by=by, action="review.answer", reason=reason, due_on=due_on, waiting_since=None)
    return case


@transaction.atomic
def withdraw_review(case: ReviewCase, *, by: Actor, reason: str = "") -> ReviewCase:
    """撤回. The filer takes the matter back while it is under review."""
    case = _locked(case)
    require(permissions.can_withdraw_review(by, case))
    move(case, ReviewCase.Status.CANCELLED, by=by, action="review.withdraw", reason=reason, closed_at=timezone.now())
    return case


def withdraw_reviews(subjects: TenantQuerySet, *, subject: TenantModel, reason: str, by: Actor) -> int:
    """撤回 of many: the reviews of these rows that are under way end with what they are about, in one statement.

    One entry in the trace of `subject`, which brought it about. Returns how many.
    """
    cases = ReviewCase.objects.of(subject.bureau_id).filter(
        subject_kind=subjects.model.kind_code, subject_id__in=subjects.values("pk")
    )
    return move_all(
        cases,
        ReviewCase.Status.CANCELLED,
        subject=subject,
        by=by,
        action=f"{subject.kind_code}.withdraw_reviews",
        reason=reason,
        closed_at=timezone.now(),
    )


# --- one step --------------------------------------------------------------------------------------------------------


def _approve(case: ReviewCase, reason: str, by: Actor) -> Outcome:
    case.voters = [*case.voters, by.user_id]
    if len(case.voters) < case.current_step.quorum:
        case.save(update_fields=["voters"])
        record("review.vote", case, by=by, reason=reason, step=case.current_step.name)
        return Outcome(case, Result.COUNTED)
    if case.is_last_step:
        _close(case, ReviewCase.Status.APPROVED, "review.approve", reason, by)
        return Outcome(case, Result.APPROVED)
    _go(case, case.step + 1, "review.advance", reason, by)
    return Outcome(case, Result.ADVANCED)


def _return(case: ReviewCase, reason: str, by: Actor, return_to: str) -> Outcome:
    if return_to == APPLICANT:
        _close(case, ReviewCase.Status.RETURNED, "review.return", reason, by)
        return Outcome(case, Result.RETURNED)
    target = next(index for index, step in enumerate(case.chain_steps) if step.code == return_to)
    _go(case, target, "review.send_back", reason, by)
    return Outcome(case, Result.SENT_BACK)


def _reject(case: ReviewCase, reason: str, by: Actor) -> Outcome:
    _close(case, ReviewCase.Status.REJECTED, "review.reject", reason, by)
    return Outcome(case, Result.REJECTED)


def _ask(case: ReviewCase, reason: str, by: Actor) -> Outcome:
    today = timezone.localdate()
    move(case, ReviewCase.Status.WAITING, by=by, action="review.ask", reason=reason, waiting_since=today)
    return Outcome(case, Result.ASKED)


def _close(case: ReviewCase, status: str, action: str, reason: str, by: Actor) -> None:
    move(case, status, by=by, action=action, reason=reason, voters=case.voters, closed_at=timezone.now(), due_on=None)


def _go(case: ReviewCase, step: int, action: str, reason: str, by: Actor) -> None:
    before = case.current_step.name
    _arrive(case, step, timezone.localdate())
    case.save(update_fields=["step", "step_role", "step_delegate", "step_scope", "voters", "due_on"])
    record(action, case, by=by, reason=reason, before_step=before, after_step=case.current_step.name)


def _arrive(case: ReviewCase, index: int, today: date) -> None:
    """Puts the case at the beginning of a step: nobody has voted, the days begin to count."""
    case.step = index
    step = case.current_step
    case.step_role, case.step_delegate, case.step_scope = step.role, step.delegate or "", step.scope
    case.voters = []
    case.due_on = calendar.due_date(today, step.days_allowed) if step.days_allowed else None


def _extended(due_on: date | None, waiting_since: date | None, today: date) -> date | None:
    """The due day, extended by the working days during which the clock was stopped."""
    if due_on is None or waiting_since is None:
        return due_on
    waited = term_rules.workdays_between(waiting_since, today, calendar.public_days(waiting_since, today))
    return calendar.due_date(due_on, waited) if waited else due_on


def _locked(case: ReviewCase) -> ReviewCase:
    return ReviewCase.objects.of(case.bureau_id).locked().get(pk=case.pk)


def _check_open(case: ReviewCase) -> None:
    if case.status == ReviewCase.Status.WAITING:
        raise RuleViolation("正在等待补正，补正后才能审核。")
    if case.status != ReviewCase.Status.OPEN:
        raise RuleViolation(f"这件事已经办结（{case.get_status_display()}）。")


def _check_decider(case: ReviewCase, by: Actor) -> None:
    if by.user_id is not None and by.user_id == case.opened_by_id:
        raise RuleViolation("送审人不能审核自己送审的事项。", clause=INCOMPATIBLE_DUTIES)
    if by.user_id in case.voters:
        raise RuleViolation("您已经对这一步表过态，还需其他人同意。", clause=INCOMPATIBLE_DUTIES)


def _write(case: ReviewCase, decision: Decision, reason: str, by: Actor) -> None:
    ReviewDecision.objects.of(case.bureau_id).create(
        case=case,
        step=case.step,
        role=by.role,
        decision=decision,
        reason=reason,
        user_id=by.user_id,
        by_name=by.name[:60],
    )


def _path_of(subject: TenantModel) -> str:
    find = getattr(subject, "get_absolute_url", None)
    return find() if find else ""
