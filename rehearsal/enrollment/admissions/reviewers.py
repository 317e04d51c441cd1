"""Whoever holds the open step decides: class teachers, offices, committees. Most agree, some ask, a few say no."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from accounts.models.user import Membership
from audit.actors import Actor
from audit.roles import REVIEWING
from bureaus.documents import services as document_services
from bureaus.policies.kinds import ReviewSubject
from bureaus.reviews import reports as review_reports
from bureaus.reviews.models import ReviewCase
from bureaus.reviews.services import Decision
from enrollment.admissions.models import Application, ExemptionClaim, Place
from enrollment.admissions.services import reviewing
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half, actor_of

CHAINS = (ReviewSubject.ENROLLMENT_REVIEW, ReviewSubject.EXEMPTION_REVIEW)
ASK = "请补充孩子的接送人（示例）。"
REJECT = "该社团需要连续参加，与孩子的校队训练冲突（示例）。"
REMOVE = "该社团场地调整，本班名额取消（示例）。"
UNPROVEN = "证明材料已过期（示例）。"
SLOW_CLAIM = 0.75  # a quarter of the claims is looked at long after everything else


def acts(county: County) -> Iterator[Act]:
    open_cases = ReviewCase.objects.of(county.pk).filter(status=ReviewCase.Status.OPEN, chain__in=CHAINS)
    waiting = set(open_cases.order_by().values_list("school_id", flat=True).distinct())
    members = Membership.objects.of(county.pk).filter(is_active=True, role__in=REVIEWING, school__in=waiting)
    for member in members.select_related("user").order_by("pk"):
        actor = actor_of(member, county.bureau)
        if county.chance(0.75):
            yield from _applications(county, actor)
        yield from _claims(county, actor)


# --- applications ---------------------------------------------------------------------------------------------------------


def _applications(county: County, actor: Actor) -> Iterator[Act]:
    cases = review_reports.waiting_for(actor).filter(
        chain=ReviewSubject.ENROLLMENT_REVIEW, subject_kind=Application.kind_code
    )
    by_subject = {case.subject_id: case for case in cases}
    rows = Application.objects.of(county.pk).filter(pk__in=by_subject).select_related("round", "student")
    applications = list(rows.order_by("pk"))
    if len(applications) > 2 and county.chance(0.5):
        yield _approve_all(county, actor, applications[1:])
        applications = applications[:1]
    for application in applications:
        case = by_subject[application.pk]
        yield _decide(county, actor, application, case)
        yield from _beside(county, actor, application, case)


def _approve_all(county: County, actor: Actor, applications: list[Application]) -> Act:
    return Act(
        at=county.at_work(),
        name="application.approve_all",
        by=actor,
        do=partial(reviewing.approve_applications, applications=applications, by=actor),
        post=Post(
            route="enrollment:approve_applications", data={"applications": [str(row.pk) for row in applications]}
        ),
    )


def _decide(county: County, actor: Actor, application: Application, case: ReviewCase) -> Act:
    fate = county.dice.random()
    has_base = _places(application).filter(offering__capacity__isnull=True).exists()
    if fate < 0.06 and not case.decisions.filter(decision="ask").exists():
        return _review(county, actor, application, case, Decision.ASK, ASK)
    if fate < 0.3 and not has_base:
        return _review(county, actor, application, case, Decision.REJECT, REJECT)
    return _review(county, actor, application, case, Decision.APPROVE, "", twice=county.chance(0.05))


def _review(
    county: County, actor: Actor, application: Application, case: ReviewCase, decision: Decision, reason: str, *,
    name: str = "", at: time | None = None, wrong: bool = False, twice: bool = False,
) -> Act:  # fmt: skip
    data: dict[str, Any] = {"decision": decision.value, "reason": reason, "step": case.step}
    return Act(
        at=at or county.at_work(),
        name=name or f"application.{decision.value}",
        by=actor,
        do=partial(reviewing.review_application, application=application, by=actor, **data),
        post=Post(route="enrollment:review_application", kwargs={"pk": application.pk}, data=data),
        wrong=wrong,
        twice=twice,
    )


def _beside(county: County, actor: Actor, application: Application, case: ReviewCase) -> Iterator[Act]:
    """Before the decision: a club is taken out with a reason; base care is refused, or anything without a reason: not allowed."""
    early = time(7, 30) if county.half is Half.MORNING else time(13, 30)
    places = _places(application)
    club = places.filter(offering__capacity__isnull=False).order_by("pk").first()
    base = places.filter(offering__capacity__isnull=True).order_by("pk").first()
    if base is not None and county.chance(0.08):
        decision = county.dice.choice([Decision.REJECT, Decision.RETURN])
        name = "application.refuse_base_care"
        yield _review(county, actor, application, case, decision, REJECT, name=name, at=early, wrong=True)
    if base is not None and county.chance(0.03):
        yield _remove(actor, base, REMOVE, at=early, name="application.remove_base_care", wrong=True)
    if club is not None and county.chance(0.03):
        yield _remove(actor, club, " ", at=early, name="application.remove_club_without_reason", wrong=True)
    if club is not None and base is not None and county.chance(0.06):
        yield _remove(actor, club, REMOVE, at=early, name="application.remove_club")


def _places(application: Application):
    rows = Place.objects.of(application.bureau_id).taken().filter(application=application)
    return rows.select_related("application", "offering__activity")


def _remove(actor: Actor, place: Place, reason: str, *, at: time, name: str, wrong: bool = False) -> Act:
    remove = partial(reviewing.remove_club, place=place, reason=reason, by=actor)
    post = Post(route="enrollment:remove_club", kwargs={"pk": place.pk}, data={"reason": reason})
    return Act(at=at, name=name, by=actor, do=remove, post=post, wrong=wrong)


# --- claims ---------------------------------------------------------------------------------------------------------------


def _claims(county: County, actor: Actor) -> Iterator[Act]:
    cases = review_reports.waiting_for(actor).filter(
        chain=ReviewSubject.EXEMPTION_REVIEW, subject_kind=ExemptionClaim.kind_code
    )
    rows = ExemptionClaim.objects.of(county.pk).filter(pk__in=[case.subject_id for case in cases])
    for claim in rows.select_related("student").order_by("pk"):
        number = claim.student.student_number
        is_slow = county.trait(number, "claim") > SLOW_CLAIM
        old = timezone.localdate(claim.submitted_at) <= county.today - timedelta(days=25)
        if (is_slow and not old) or not county.chance(0.6):
            continue
        yield from _look_and_decide(county, actor, claim)


def _look_and_decide(county: County, actor: Actor, claim: ExemptionClaim) -> Iterator[Act]:
    begins, look, ends = (7, 8, 9) if county.half is Half.MORNING else (13, 14, 15)
    if not reviewing.has_seen_evidence(claim, actor):
        if county.chance(0.3):
            name = "exemption.accept_unseen"
            yield _settle(actor, claim, Decision.APPROVE, "", at=time(begins, 40), name=name, wrong=True)
        open_ = partial(document_services.open_attachment, actor, claim.evidence_id)
        yield Act(at=county.moment(look, look + 1), name="exemption.look", by=actor, do=open_)
    if county.trait(claim.student.student_number, "proven") < 0.2:
        yield _settle(
            actor, claim, Decision.REJECT, UNPROVEN, at=county.moment(ends, ends + 2), name="exemption.reject"
        )
    else:
        at = county.moment(ends, ends + 2)
        yield _settle(actor, claim, Decision.APPROVE, "", at=at, name="exemption.approve", twice=county.chance(0.1))


def _settle(
    actor: Actor, claim: ExemptionClaim, decision: Decision, reason: str, *,
    at: time, name: str, wrong: bool = False, twice: bool = False,
) -> Act:  # fmt: skip
    sent = {"exemption-decision": decision.value, "exemption-reason": reason}
    return Act(
        at=at,
        name=name,
        by=actor,
        do=partial(reviewing.review_exemption, claim=claim, decision=decision, reason=reason, by=actor),
        post=Post(route="enrollment:review_exemption", kwargs={"pk": claim.pk}, data=sent),
        wrong=wrong,
        twice=twice,
    )
