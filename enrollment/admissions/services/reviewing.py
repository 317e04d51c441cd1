"""The review of applications and exemption claims, along the county's own chain (bureaus/reviews.py)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from afterschool.values.clauses import Clause, platform_default
from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor, ActorKind
from audit.models import Entry
from audit.workflow import move
from bureaus.documents.models import Attachment
from bureaus.policies import policies
from bureaus.policies.kinds import EnrollmentRules, ReviewSubject
from bureaus.reviews import permissions as review_permissions
from bureaus.reviews import reports as review_reports
from bureaus.reviews import services as review_services
from bureaus.reviews.models import ReviewCase
from bureaus.reviews.services import Decision, Outcome
from enrollment.admissions import permissions
from enrollment.admissions.models import Application, ExemptionClaim, Place
from enrollment.admissions.services import applications as application_services
from schools.plans.models import Activity

EVIDENCE_FIRST = platform_default("证明材料（查验后认定）")
ENROLLMENT, EXEMPTION = ReviewSubject.ENROLLMENT_REVIEW, ReviewSubject.EXEMPTION_REVIEW


# --- on its way -------------------------------------------------------------------------------------------


@transaction.atomic
def send_to_review(*, application: Application, by: Actor) -> None:
    """送审. Opens the review of an application and of its exemption claim on behalf of the guardian who applied."""
    rows = Application.objects.of(application.bureau_id).locked().select_related("round", "student", "guardian")
    application = rows.get(pk=application.pk)
    if application.status != Application.Status.SUBMITTED:
        return
    _open_case(application, ENROLLMENT, application)
    claim = ExemptionClaim.objects.of(application.bureau_id).filter(application=application).first()
    if claim is not None and claim.status == ExemptionClaim.Status.SUBMITTED:
        _open_case(claim, EXEMPTION, application)


def _open_case(subject: Application | ExemptionClaim, chain: ReviewSubject, application: Application) -> None:
    if review_reports.case_of(subject, chain) is not None:
        return
    guardian = application.guardian
    review_services.open_review(
        subject,
        chain=chain,
        by=Actor(
            ActorKind.GUARDIAN,
            application.bureau_id,
            application.bureau.code,
            name=guardian.name,
            guardian_id=guardian.pk,
        ),
        school_id=application.round.school_id,
        class_id=application.student.school_class_id,
        path=reverse(
            "enrollment:show_application", kwargs={"bureau_code": application.bureau.code, "pk": application.pk}
        ),
    )


# --- the application ----------------------------------------------------------------------------------------


@transaction.atomic
def review_application(
    *, application: Application, decision: Decision | str, reason: str = "", step: int | None = None, by: Actor
) -> Outcome:
    """审核报名. One person's decision at the present step, `step` where they saw it; the last approval accepts the application.

    An application for base care can be neither rejected nor returned, which would reject it: nobody may be refused.
    Raises RuleViolation with that clause.
    """
    application = _locked(application)
    require(permissions.can_review_application(by, application))
    case = _case(application, ENROLLMENT)
    if decision in (Decision.REJECT, Decision.RETURN):
        _check_rejectable(application)
    outcome = review_services.review_step(case, decision, reason, by=by, seen_step=step)
    if outcome.approved:
        move(
            application,
            Application.Status.ACCEPTED,
            by=by,
            action="application.accept",
            reason=reason,
            decided_at=timezone.now(),
            decision_reason=reason[:200],
        )
    elif outcome.rejected or outcome.returned:
        _reject(application, reason, by)
    return outcome


def _reject(application: Application, reason: str, by: Actor) -> None:
    move(
        application,
        Application.Status.REJECTED,
        by=by,
        action="application.reject",
        reason=reason,
        decided_at=timezone.now(),
        decision_reason=reason[:200],
    )
    application_services.end_claim(application, reason="报名未通过", by=by)
    application_services.release_places(application, by=by)


def _check_rejectable(application: Application) -> None:
    places = Place.objects.of(application.bureau_id).taken().filter(application=application)
    if places.filter(offering__activity__kind=Activity.Kind.BASE_CARE).exists():
        raise RuleViolation(
            "申请里有基础看护，不得拒绝或推诿；对社团有意见的，只取消社团名额。",
            clause=never_refuse_clause(application.bureau_id),
        )


def never_refuse_clause(bureau_id: int) -> Clause | None:
    enrollment_rules = policies.find(bureau_id, EnrollmentRules, on=timezone.localdate())
    return enrollment_rules.clause_for("never_refuse") if enrollment_rules else None


def approve_applications(*, applications: Iterable[Application], by: Actor) -> int:
    """批量通过. Approves, at its current step, each of these applications that waits for this person; returns how many."""
    waiting = dict(
        review_reports.waiting_for(by)
        .filter(chain=ENROLLMENT, subject_kind=Application.kind_code)
        .values_list("subject_id", "step")
    )
    chosen = [application for application in applications if application.pk in waiting]
    with transaction.atomic():
        for application in chosen:
            review_application(application=application, decision=Decision.APPROVE, step=waiting[application.pk], by=by)
    return len(chosen)


@transaction.atomic
def remove_club(*, place: Place, reason: str, by: Actor) -> None:
    """取消社团名额. The current reviewer takes one club out of the application, with a reason; never base care."""
    application = _locked(place.application)
    require(permissions.can_review_application(by, application))
    case = _case(application, ENROLLMENT)
    require(review_permissions.can_review_step(by, case))
    place = Place.objects.of(place.bureau_id).locked().select_related("offering__activity").get(pk=place.pk)
    if place.offering.activity.kind == Activity.Kind.BASE_CARE:
        raise RuleViolation("基础看护不得拒绝或推诿，不能取消。", clause=never_refuse_clause(place.bureau_id))
    if not reason.strip():
        raise RuleViolation("取消社团名额要写明理由。", field="reason")
    remaining = Place.objects.of(place.bureau_id).taken().filter(application=application).exclude(pk=place.pk)
    if not remaining.exists():
        raise RuleViolation("这是申请里唯一的项目，取消名额等于不通过，请直接选择“不同意”并写明理由。")
    application_services.release_place(place, by=by, reason=reason)


@transaction.atomic
def answer_review(*, application: Application, answer: str, by: Actor) -> None:
    """补正. The family has made the correction the school asked for; the review goes on."""
    application = _locked(application)
    require(permissions.can_answer_review(by, application))
    review_services.answer_correction(_case(application, ENROLLMENT), answer, by=by)


# --- the exemption --------------------------------------------------------------------------------------------


@transaction.atomic
def review_exemption(
    *, claim: ExemptionClaim, decision: Decision | str, reason: str = "", step: int | None = None, by: Actor
) -> Outcome:
    """审核减免. Nobody can accept a claim without having opened its evidence."""
    claim = ExemptionClaim.objects.of(claim.bureau_id).locked().select_related("student").get(pk=claim.pk)
    require(permissions.can_review_exemption(by, claim))
    case = _case(claim, EXEMPTION)
    outcome = review_services.review_step(case, decision, reason, by=by, seen_step=step)
    if decision == Decision.APPROVE:
        _check_seen(claim, by)
    if outcome.approved:
        _settle(claim, ExemptionClaim.Status.ACCEPTED, "exemption.accept", reason, by)
    elif outcome.rejected or outcome.returned:
        _settle(claim, ExemptionClaim.Status.REJECTED, "exemption.reject", reason, by)
    return outcome


def has_seen_evidence(claim: ExemptionClaim, by: Actor) -> bool:
    """Whether this person has opened the evidence: each opening is recorded as an entry."""
    read = Entry.objects.of(claim.bureau_id).filter(kind=Entry.Kind.READ, user_id=by.user_id or 0)
    return read.filter(subject_kind=Attachment.kind_code, subject_id=claim.evidence_id).exists()


def _check_seen(claim: ExemptionClaim, by: Actor) -> None:
    if not has_seen_evidence(claim, by):
        raise RuleViolation("请先打开证明材料查验，再认定减免。", clause=EVIDENCE_FIRST)


def _settle(claim: ExemptionClaim, status: str, action: str, reason: str, by: Actor) -> None:
    move(
        claim,
        status,
        by=by,
        action=action,
        reason=reason,
        decided_at=timezone.now(),
        decision_reason=reason[:200],
    )


# --- both -------------------------------------------------------------------------------------------------------


def _locked(application: Application) -> Application:
    rows = Application.objects.of(application.bureau_id).locked().select_related("round", "student")
    return rows.get(pk=application.pk)


def _case(subject: Application | ExemptionClaim, chain: ReviewSubject) -> ReviewCase:
    case = review_reports.case_of(subject, chain)
    if case is None:
        raise RuleViolation("系统正在送审，请稍后再试。")
    return case
