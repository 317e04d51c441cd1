"""The round of a school on a Monday of September 2021, and short ways through it, from application to roll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from audit.actors import Actor, ActorKind
from bureaus.documents import services as document_services
from bureaus.policies.kinds import ReviewSubject
from bureaus.reviews import reports as review_reports
from enrollment.admissions.models import Application, ExemptionClaim, Offering, Round
from enrollment.admissions.reports import applying
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import reviewing
from enrollment.admissions.services import rounds as round_services
from enrollment.agreements import services as agreement_services
from enrollment.attendance import services as attendance_services
from enrollment.attendance.models import Session
from schools.families.models import Guardianship
from schools.plans.models import ServicePlan
from schools.pupils.models import Student
from tests.world import County

REVIEWERS = {  # who decides about an application, step by step, in counties with a chain of their own
    "530302": ("class_committee", "committee_member", "committee_member"),
    "130582": ("class_teacher", "moral_education_office", "teaching_office"),
}
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2021, 9, 6, 10, 0, tzinfo=SHANGHAI)


@dataclass
class Desk:
    """The round in which the tests happen, and short ways through it."""

    county: County
    round: Round

    def offering(self, name: str) -> Offering:
        return (
            Offering.objects.of(self.county.bureau.pk)
            .select_related("activity")
            .get(round=self.round, activity__name=name)
        )

    def pks(self, *names: str) -> list[int]:
        return [self.offering(name).pk for name in names]

    def apply_url(self, student=None) -> str:
        student = student or self.county.student
        return self.county.url("enrollment:apply", pk=self.round.pk, student_pk=student.pk)

    def apply(self, *names: str, n: int = 0, **more) -> Application:
        """The application of the n-th family, made by the service and sent to review."""
        return self.apply_for(self.county.students[n], self.family(n), *names, **more)

    def apply_for(self, student: Student, by: Actor, *names: str, **more) -> Application:
        """The same of any family."""
        invitation = applying.find_invitation(by, round_id=self.round.pk, student_id=student.pk)
        application = application_services.apply_for_round(
            invitation=invitation, offerings=self.pks(*(names or ("课业辅导", "科学实验"))), by=by, **more
        )
        reviewing.send_to_review(application=application, by=Actor.system(self.county.bureau.pk))
        return Application.objects.of(self.county.bureau.pk).get(pk=application.pk)

    def family(self, n: int = 0) -> Actor:
        guardian = self.county.guardians[n]
        return Actor(
            ActorKind.GUARDIAN, self.county.bureau.pk, self.county.code, guardian.name, guardian_id=guardian.pk
        )

    def accept(self, application: Application) -> Application:
        """Through all steps of the county's chain."""
        for role in REVIEWERS.get(self.county.code, ("class_teacher", "school_admin")):
            reviewing.review_application(application=application, decision="approve", by=self.county.actor(role))
        application.refresh_from_db()
        return application

    def agree(self, application: Application, n: int = 0) -> Application:
        return self.agree_as(self.family(n), application)

    def agree_as(self, by: Actor, application: Application) -> Application:
        draft = agreement_services.draft_agreement(application, guardian_name=by.name, on=timezone.localdate())
        agreement_services.accept_agreement(application=application, sha256=draft.sha256, by=by)
        application.refresh_from_db()
        return application

    def agreed(self, *names: str, n: int = 0) -> Application:
        return self.agree(self.accept(self.apply(*names, n=n)), n)

    def settle_claim(self, application: Application, decision: str = "approve", reason: str = "") -> ExemptionClaim:
        """Every step of the county's chain looks at the evidence, then decides alike."""
        claim = ExemptionClaim.objects.of(application.bureau_id).get(application=application)
        for role in ("class_teacher", "school_admin") if decision == "approve" else ("class_teacher",):
            by = self.county.actor(role)
            document_services.open_attachment(by, claim.evidence_id)
            reviewing.review_exemption(claim=claim, decision=decision, reason=reason, by=by)
        claim.refresh_from_db()
        return claim

    def plan_sessions(self) -> int:
        return attendance_services.generate_sessions(round=self.round, by=Actor.system(self.county.bureau.pk))

    def session(self, name: str = "科学实验") -> Session:
        return Session.objects.of(self.county.bureau.pk).filter(activity__name=name).order_by("day").first()

    def case_of(self, subject, chain=ReviewSubject.ENROLLMENT_REVIEW):
        return review_reports.case_of(subject, chain)


def give_consent(county: County) -> None:
    """Every family of the county has agreed to the rules for its child's data."""
    Guardianship.objects.of(county.bureau.pk).update(consented_at=timezone.now(), consent_version="2026-1")


def open_desk(county: County, plan: ServicePlan) -> Desk:
    """The desk of a round that opens now, for a week, with two clubs for each child."""
    now = timezone.now()
    admin = county.actor("school_admin")
    round_ = round_services.open_round(
        plan=plan, opens_at=now, closes_at=now + timedelta(days=7), clubs_per_student=2, by=admin
    )
    return Desk(county, round_)


def desk_of(county: County) -> Desk:
    """The desk of the county's one round."""
    return Desk(county, Round.objects.of(county.bureau.pk).get())
