"""Applying and withdrawing: by a guardian, for their own child, voluntarily."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from afterschool.papers.uploads import CheckedUpload
from afterschool.values.errors import RuleViolation, require
from audit import jobs
from audit.actors import Actor
from audit.workflow import move, record
from bureaus.documents import services as document_services
from bureaus.policies import policies
from bureaus.policies.kinds import Exemptions, ReviewSubject, Treatment
from bureaus.reviews import reports as review_reports
from bureaus.reviews.models import ReviewCase
from enrollment.admissions import permissions, rules
from enrollment.admissions.models import Application, ExemptionClaim, Offering, Place
from enrollment.admissions.reports.applying import Invitation
from enrollment.admissions.services import seats
from schools.families import rules as family_rules


@dataclass(frozen=True, slots=True)
class Claim:
    """A family's claim to belong to a group whose fee is waived, with a photo of the proof."""

    category: str
    evidence: CheckedUpload


@transaction.atomic
def apply_for_round(
    *,
    invitation: Invitation,
    offerings: Collection[int],
    claim: Claim | None = None,
    priority_group: str = "",
    note: str = "",
    by: Actor,
) -> Application:
    """报名. Takes the seats and the application in one statement; everything slow happens after the commit.

    Raises Forbidden for anybody but a guardian of the child, and RuleViolation where a rule forbids a choice, a club
    has filled up meanwhile, or the child has applied already.
    """
    require(permissions.can_apply(by, invitation.guardianship))
    chosen = _check(invitation, offerings)
    clubs = [choice.pk for choice in chosen if not choice.is_base_care]
    submission = seats.submit(
        bureau_id=invitation.round.bureau_id,
        round_id=invitation.round.pk,
        student_id=invitation.student.pk,
        guardian_id=invitation.guardianship.guardian_id,
        offerings=[choice.pk for choice in chosen],
        clubs=clubs,
        priority_group=priority_group,
        note=note,
    )
    if not submission.is_open:
        raise RuleViolation("报名刚刚截止，这次没有报上；学校重新开放后可以再报。", clause=invitation.plan_clause)
    if submission.application_id is None:
        raise _refusal(invitation, [pk for pk in clubs if pk not in submission.taken])
    application = Application(
        pk=submission.application_id,
        bureau_id=invitation.round.bureau_id,
        round=invitation.round,
        student=invitation.student,
        guardian_id=invitation.guardianship.guardian_id,
        priority_group=priority_group,
    )
    record("application.submit", application, by=by, offerings=[choice.name for choice in chosen])
    if claim is not None:
        _claim(application, claim, by)
    jobs.order("send_to_review", bureau_id=application.bureau_id, application_id=application.pk)
    return application


def _check(invitation: Invitation, offerings: Collection[int]) -> list[rules.Choice]:
    if not invitation.guardianship.consented_at:
        raise RuleViolation("请先阅读孩子信息使用规则，同意后再报名。", clause=family_rules.CHILD_DATA)
    if unknown := set(offerings) - set(invitation.choices):
        raise RuleViolation(f"有 {len(unknown)} 个项目不在本轮报名里，请重新选择。", field="offerings")
    chosen = [invitation.choices[pk] for pk in sorted(set(offerings))]
    rules.check_choices(
        chosen,
        invitation.window,
        grade=invitation.grade,
        grounds=rules.Grounds(plan=invitation.plan_clause),
        now=timezone.now(),
        held=() if all(choice.is_base_care for choice in chosen) else invitation.held,
    )
    return chosen


def _refusal(invitation: Invitation, full: list[int]) -> RuleViolation:
    if not full:
        return RuleViolation("这个孩子本轮已经报名，可以在报名详情里查看进度或退出。")
    names = "、".join(f"“{invitation.choices[pk].name}”" for pk in full)
    return RuleViolation(
        f"{names}的最后一个名额刚被报走，请另选社团；基础看护不限人数。",
        clause=invitation.plan_clause,
        field="offerings",
    )


def _claim(application: Application, claim: Claim, by: Actor) -> ExemptionClaim:
    on = application.round.term.rules_on(timezone.localdate())
    exemptions = policies.current(application.bureau_id, Exemptions, on=on)
    category = exemptions.category(claim.category)
    if category is None or category.replaced_by is not None:
        raise RuleViolation("本地的减免对象里没有这一类，请重新选择。", field="exemption")
    evidence = document_services.keep_attachment(
        claim.evidence,
        purpose=permissions.EVIDENCE,
        by=by,
        school_id=application.round.school_id,
        is_sensitive=True,
    )
    term = application.round.term
    reduced = category.treatment is Treatment.REDUCTION
    exemption_claim = ExemptionClaim.objects.of(application.bureau_id).create(
        student=application.student,
        application=application,
        category=category.code,
        category_name=category.name,
        reduction_percent=int(category.share or 0) if reduced else 100,
        evidence=evidence,
        valid_from=term.starts_on,
        valid_to=term.ends_on,
        clause=str(exemptions.clause_for("categories", category.code) or ""),
    )
    record("exemption.claim", exemption_claim, by=by, category=category.name)
    return exemption_claim


@transaction.atomic
def withdraw_application(*, application: Application, reason: str = "", by: Actor) -> Application:
    """退出. Frees the seats at once. Attendance so far stays recorded; later sessions no longer list the child."""
    application = Application.objects.of(application.bureau_id).locked().get(pk=application.pk)
    require(permissions.can_withdraw_application(by, application))
    end_application(application, reason=reason, by=by)
    return application


def end_application(
    application: Application, *, reason: str, ended_reason: str = "", until_on: date | None = None, by: Actor
) -> None:
    """Ends a locked application with all that belongs to it: places, review, an exemption claim that is not decided yet.

    The child is off the roll from the day after `until_on`, from today on where that is not said. `ended_reason` is what the family reads where it was not its own will.
    """
    _stop_review(application, ReviewSubject.ENROLLMENT_REVIEW, by)
    end_claim(application, reason="报名已退出", by=by)
    release_places(application, until_on=until_on, by=by)
    move(
        application,
        Application.Status.WITHDRAWN,
        by=by,
        action="application.withdraw",
        reason=reason,
        ended_at=timezone.now(),
        ended_reason=ended_reason[:200],
    )


def end_claim(application: Application, *, reason: str, by: Actor) -> None:
    """An exemption claim that is not decided yet ends with its application, and with it the claim's review."""
    claim = ExemptionClaim.objects.of(application.bureau_id).filter(application=application).first()
    if claim is not None and claim.status == ExemptionClaim.Status.SUBMITTED:
        _stop_review(claim, ReviewSubject.EXEMPTION_REVIEW, by)
        move(claim, ExemptionClaim.Status.REJECTED, by=by, action="exemption.withdraw", decision_reason=reason)


def _stop_review(subject: Application | ExemptionClaim, chain: ReviewSubject, by: Actor) -> None:
    case = review_reports.case_of(subject, chain)
    if case is not None and case.status in (ReviewCase.Status.OPEN, ReviewCase.Status.WAITING):
        move(case, ReviewCase.Status.CANCELLED, by=by, action="review.withdraw", closed_at=timezone.now())


def release_places(application: Application, *, until_on: date | None = None, by: Actor) -> None:
    """Frees every seat the application holds. Clubs are touched in the order of their ids, as in `submit`."""
    places = Place.objects.of(application.bureau_id).taken().filter(application=application)
    for place in places.select_related("offering__activity").order_by("offering_id"):
        release_place(place, until_on=until_on, by=by)


def release_place(place: Place, *, until_on: date | None = None, by: Actor, reason: str = "") -> None:
    """Frees the seat at once; the child is off the roll from the day after `until_on`, else from today on."""
    clubs = Offering.objects.of(place.bureau_id).filter(pk=place.offering_id, seats_left__isnull=False)
    clubs.update(seats_left=F("seats_left") + 1)
    until_on = until_on or timezone.localdate() - timedelta(days=1)
    move(place, Place.Status.RELEASED, by=by, action="place.release", reason=reason, until_on=until_on)
