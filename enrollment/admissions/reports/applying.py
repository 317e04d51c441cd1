"""What a round offers to one child, and why it may or may not take each club."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from afterschool.values.clauses import Clause
from audit.actors import Actor
from bureaus.policies import policies
from bureaus.policies.kinds import EnrollmentRules, Exemptions, PriorityGroups
from enrollment.admissions import rules
from enrollment.admissions.models import Application, Offering, Place, Round
from schools.families.models import Guardianship
from schools.plans.models import Activity
from schools.plans.reports import providers as stopped_providers
from schools.pupils.models import Student

CLOSED = (Application.Status.REJECTED, Application.Status.WITHDRAWN)


def times_of(activity: Activity) -> rules.Times:
    return rules.Times(frozenset(activity.weekdays), activity.starts_at, activity.ends_at)


def choice_of(offering: Offering, stopped: str = "") -> rules.Choice:
    activity = offering.activity
    return rules.Choice(
        pk=offering.pk,
        name=activity.name,
        is_base_care=activity.kind == Activity.Kind.BASE_CARE,
        times=times_of(activity),
        grade_from=activity.grade_from,
        grade_to=activity.grade_to,
        seats_left=offering.seats_left,
        is_cancelled=offering.is_cancelled,
        stopped=stopped,
    )


@dataclass(frozen=True)
class Line:
    """One offering with the reason why this child may or may not take it."""

    offering: Offering
    choice: rules.Choice
    answer: rules.Answer

    @property
    def activity(self) -> Activity:
        return self.offering.activity


@dataclass(frozen=True)
class Invitation:
    """What a round offers to one child: the facts behind both form and application, read in two queries."""

    guardianship: Guardianship
    round: Round
    offerings: Sequence[Offering]

    @property
    def student(self) -> Student:
        return self.guardianship.student

    @property
    def grade(self) -> int:
        return self.student.school_class.grade

    @property
    def window(self) -> rules.Window:
        round_ = self.round
        return rules.Window(
            round_.status == Round.Status.OPEN,
            timezone.localtime(round_.opens_at),
            timezone.localtime(round_.closes_at),
            round_.clubs_per_student,
            is_in_force=round_.is_in_force,
        )

    @cached_property
    def choices(self) -> dict[int, rules.Choice]:
        activities = [offering.activity for offering in self.offerings]
        stopped = stopped_providers.stopped(self.round.bureau_id, activities, on=timezone.localdate())
        return {offering.pk: choice_of(offering, stopped.get(offering.activity_id, "")) for offering in self.offerings}

    @cached_property
    def held(self) -> list[rules.Choice]:
        """Clubs of the same term in which the child has a place by another round."""
        places = (
            Place.objects.of(self.round.bureau_id)
            .taken()
            .filter(
                application__student=self.student,
                offering__round__term=self.round.term_id,
                offering__activity__kind=Activity.Kind.CLUB,
            )
        )
        elsewhere = places.exclude(offering__round=self.round).select_related("offering__activity")
        return [choice_of(place.offering) for place in elsewhere]

    @property
    def rules_on(self) -> date:
        """The day whose policies hold for an application: the term's, also while enrolling before it begins."""
        return self.round.term.rules_on(timezone.localdate())

    @property
    def plan_clause(self) -> Clause:
        """The school's own plan, on which grades, times and seats rest."""
        return Clause(f"{self.round.school}{self.round.term}课后服务方案")

    @property
    def grounds(self) -> rules.Grounds:
        enrollment_rules = policies.find(self.round.bureau_id, EnrollmentRules, on=timezone.localdate())
        return rules.Grounds(
            plan=self.plan_clause,
            never_refuse=enrollment_rules.clause_for("never_refuse") if enrollment_rules else None,
            voluntary=enrollment_rules.clause_for("voluntary") if enrollment_rules else None,
        )

    def lines(self) -> list[Line]:
        """Base care first, then clubs; available ones before unavailable ones."""
        grounds = self.grounds
        lines = []
        for offering in self.offerings:
            choice = self.choices[offering.pk]
            lines.append(
                Line(offering, choice, rules.answer_choice(choice, grade=self.grade, grounds=grounds, held=self.held))
            )
        return sorted(lines, key=lambda line: (not line.choice.is_base_care, not line.answer.is_possible))


def find_invitation(actor: Actor, *, round_id: int, student_id: int) -> Invitation | None:
    """The round for this guardian's child; None where the child is not theirs or has left, or the round is not published."""
    guardianships = Guardianship.objects.visible_to(actor).filter(student_id=student_id, student__status="enrolled")
    guardianship = guardianships.select_related("student__school_class").first() if actor.is_guardian else None
    if guardianship is None:
        return None
    published = Offering.objects.of(guardianship.bureau_id).filter(
        round_id=round_id, round__school_id=guardianship.student.school_id
    )
    published = published.exclude(round__status=Round.Status.DRAFT)
    offerings = list(published.select_related("activity__provider", "round__school", "round__term", "round__plan"))
    return Invitation(guardianship, offerings[0].round, offerings) if offerings else None


def answer_round(invitation: Invitation) -> rules.Answer:
    """Whether this child may apply now; also says so when it has already applied."""
    applications = Application.objects.of(invitation.round.bureau_id).filter(
        round=invitation.round, student=invitation.student
    )
    has_applied = applications.exclude(status__in=CLOSED).exists()
    return rules.answer_round(invitation.window, now=timezone.now(), has_applied=has_applied)


def exemption_choices(bureau_id: int, on: date) -> list[tuple[str, str, tuple[str, ...], Clause | None]]:
    """Code, name, required evidence and clause of each group of families whose fee is waived or reduced."""
    exemptions = policies.find(bureau_id, Exemptions, on=on)
    if exemptions is None:
        return []
    return [
        (
            category.code,
            category.name,
            exemptions.evidence_for(category.code),
            exemptions.clause_for("categories", category.code),
        )
        for category in exemptions.categories
        if category.replaced_by is None
    ]


def priority_choices(bureau_id: int, on: date) -> list[tuple[str, str]]:
    priorities = policies.find(bureau_id, PriorityGroups, on=on)
    return [(group.code, group.name) for group in priorities.groups] if priorities else []
