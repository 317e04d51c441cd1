"""What one child finds in one round, and why, or why not, it may take a club."""

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
from enrollment.admissions.models import Application, Offering, Round
from schools.families.models import Guardianship
from schools.plans.models import Activity
from schools.pupils.models import Student

CLOSED = (Application.Status.REJECTED, Application.Status.WITHDRAWN)


def times_of(activity: Activity) -> rules.Times:
    return rules.Times(frozenset(activity.weekdays), activity.starts_at, activity.ends_at)


def choice_of(offering: Offering) -> rules.Choice:
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
    )


@dataclass(frozen=True)
class Line:
    """One offering with the reason why, or why not, this child may take it."""

    offering: Offering
    choice: rules.Choice
    answer: rules.Answer

    @property
    def activity(self) -> Activity:
        return self.offering.activity


@dataclass(frozen=True)
class Invitation:
    """What one child finds in one round: the facts behind the form and behind the application, read in two queries."""

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
        found = self.round
        return rules.Window(
            found.status == Round.Status.OPEN,
            timezone.localtime(found.opens_at),
            timezone.localtime(found.closes_at),
            found.clubs_per_student,
        )

    @cached_property
    def choices(self) -> dict[int, rules.Choice]:
        return {offering.pk: choice_of(offering) for offering in self.offerings}

    @property
    def rules_on(self) -> date:
        """The day whose policies hold for an application: the term's, also while enrolling before it begins."""
        return self.round.term.rules_on(timezone.localdate())

    @property
    def plan_clause(self) -> Clause:
        """The school's own plan is the rule behind grades, times and seats."""
        return Clause(f"{self.round.school}{self.round.term}课后服务方案")

    @property
    def grounds(self) -> rules.Grounds:
        said = policies.find(self.round.bureau_id, EnrollmentRules, on=timezone.localdate())
        return rules.Grounds(
            plan=self.plan_clause,
            never_refuse=said.clause_for("never_refuse") if said else None,
            voluntary=said.clause_for("voluntary") if said else None,
        )

    def lines(self) -> list[Line]:
        """Base care first, then clubs; those that are possible before those that are not."""
        grounds = self.grounds
        lines = []
        for offering in self.offerings:
            choice = self.choices[offering.pk]
            lines.append(Line(offering, choice, rules.answer_choice(choice, grade=self.grade, grounds=grounds)))
        return sorted(lines, key=lambda line: (not line.choice.is_base_care, not line.answer.is_possible))


def find_invitation(actor: Actor, *, round_id: int, student_id: int) -> Invitation | None:
    """The round as it stands for this guardian's child; None where either is not theirs or not published."""
    guardianships = Guardianship.objects.visible_to(actor).filter(student_id=student_id)
    guardianship = guardianships.select_related("student__school_class").first() if actor.is_guardian else None
    if guardianship is None:
        return None
    found = Offering.objects.of(guardianship.bureau_id).filter(
        round_id=round_id, round__school_id=guardianship.student.school_id
    )
    found = found.exclude(round__status=Round.Status.DRAFT)
    offerings = list(found.select_related("activity", "round__school", "round__term"))
    return Invitation(guardianship, offerings[0].round, offerings) if offerings else None


def answer_round(invitation: Invitation) -> rules.Answer:
    """Whether this child may apply now, also when it has applied already."""
    held = Application.objects.of(invitation.round.bureau_id).filter(round=invitation.round, student=invitation.student)
    has_applied = held.exclude(status__in=CLOSED).exists()
    return rules.answer_round(invitation.window, now=timezone.now(), has_applied=has_applied)


def exemption_choices(bureau_id: int, on: date) -> list[tuple[str, str, tuple[str, ...], Clause | None]]:
    """Code, name, evidence asked and clause of each group of families whose fee is waived or reduced."""
    said = policies.find(bureau_id, Exemptions, on=on)
    if said is None:
        return []
    return [
        (found.code, found.name, said.evidence_for(found.code), said.clause_for("categories", found.code))
        for found in said.categories
        if found.replaced_by is None
    ]


def priority_choices(bureau_id: int, on: date) -> list[tuple[str, str]]:
    said = policies.find(bureau_id, PriorityGroups, on=on)
    return [(group.code, group.name) for group in said.groups] if said else []
