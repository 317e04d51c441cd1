"""Rounds that end with what they rest on: their plan is withdrawn, their term is over. Many rows, few statements.

A single act leaves an entry for each row; here one entry tells how many, in the trace of what brought it about. Locks are
taken in one order: round, applications by their ids. Who is just applying is waited for at the round (services/seats.py).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from afterschool.tenancy.models import TenantModel
from audit.actors import Actor
from audit.workflow import move, move_all
from bureaus.reviews import services as review_services
from bureaus.terms.models import Term
from enrollment.admissions.models import (
    Application,
    ApplicationQuerySet,
    ExemptionClaim,
    Offering,
    Place,
    PlaceQuerySet,
    Round,
    RoundQuerySet,
)
from enrollment.admissions.services import applications as application_services
from schools.plans.models import ServicePlan
from schools.pupils.models import Student


@transaction.atomic
def end_rounds_of_plan(*, plan: ServicePlan, reason: str, by: Actor) -> None:
    """The plan is withdrawn: nobody applies any more and every application ends; who takes part does so today still."""
    words = f"教育局撤销了课后服务方案的备案：{reason}"
    for round_ in _close(Round.objects.of(plan.bureau_id).filter(plan=plan), reason=words, by=by):
        applications = Application.objects.of(plan.bureau_id).filter(round=round_)
        end_applications(applications, reason=words, until_on=timezone.localdate(), subject=plan, by=by)


@transaction.atomic
def end_applications_of_student(*, student: Student, reason: str, by: Actor) -> None:
    """The child has left the school: each of its applications ends, as if the family had withdrawn it, and says why.

    It is on the rolls of its last day still, and off those of every day after it, also where that day has passed.
    """
    alive = Application.objects.of(student.bureau_id).alive_of(student).locked()
    for application in alive.order_by("pk"):
        words = f"孩子已办理离校：{reason}"
        application_services.end_application(
            application, reason=words, ended_reason=words, until_on=student.left_on, by=by
        )


@transaction.atomic
def end_rounds_of_term(*, term: Term, by: Actor) -> None:
    """The term is over: what is open closes, and who never agreed to take part no longer waits. Who took part, did."""
    words = "学期已结束"
    for round_ in _close(Round.objects.of(term.bureau_id).filter(term=term), reason=words, by=by):
        waiting = Application.objects.of(term.bureau_id).filter(
            round=round_, status__in=[Application.Status.SUBMITTED, Application.Status.ACCEPTED]
        )
        yesterday = timezone.localdate() - timedelta(days=1)
        end_applications(waiting, reason=words, until_on=yesterday, subject=round_, by=by)


def _close(rounds: RoundQuerySet, *, reason: str, by: Actor) -> list[Round]:
    """These rounds, locked, those of them closed that were not. Whoever was applying has finished then."""
    locked = list(rounds.locked().select_related("school", "term").order_by("pk"))
    for round_ in locked:
        if round_.status != Round.Status.CLOSED:
            move(round_, Round.Status.CLOSED, by=by, action="round.close", reason=reason)
    return locked


def end_applications(
    applications: ApplicationQuerySet, *, reason: str, until_on: date, subject: TenantModel, by: Actor
) -> None:
    """终止报名: ends those of these that are alive, with their places, reviews and undecided claims. The family reads why.

    `until_on` is the last day on which who takes part is on the roll. What each application made news of alone is here the
    news of `subject`.
    """
    ended = list(applications.alive().locked().order_by("pk").values_list("pk", flat=True))
    if not ended:
        return
    rows = Application.objects.of(subject.bureau_id).filter(pk__in=ended)
    claims = ExemptionClaim.objects.of(subject.bureau_id).filter(
        application__in=ended, status=ExemptionClaim.Status.SUBMITTED
    )
    for under_review in (rows, claims):
        review_services.withdraw_reviews(under_review, subject=subject, reason=reason, by=by)
    told: dict[str, Any] = {"subject": subject, "by": by, "reason": reason}
    kind = subject.kind_code
    move_all(
        claims, ExemptionClaim.Status.REJECTED, action=f"{kind}.reject_claims", decision_reason="报名已终止", **told
    )
    _release_places(Place.objects.of(subject.bureau_id).filter(application__in=ended), until_on=until_on, **told)
    end: dict[str, Any] = {"ended_at": timezone.now(), "ended_reason": reason[:200]}
    move_all(rows, Application.Status.WITHDRAWN, action=f"{kind}.end_applications", **end, **told)


def _release_places(places: PlaceQuerySet, *, until_on: date, subject: TenantModel, by: Actor, reason: str) -> None:
    """Gives each club back the seats that were taken in it, then the places."""
    in_clubs = places.taken().filter(offering__seats_left__isnull=False).order_by("offering").values("offering")
    for freed in in_clubs.annotate(count=Count("pk")):
        club = Offering.objects.of(subject.bureau_id).filter(pk=freed["offering"])
        club.update(seats_left=F("seats_left") + freed["count"])
    move_all(
        places,
        Place.Status.RELEASED,
        subject=subject,
        by=by,
        action=f"{subject.kind_code}.release_places",
        reason=reason,
        until_on=until_on,
    )
