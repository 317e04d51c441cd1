"""What pages show about enrollment, read in a constant number of queries. Reads only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone

from afterschool.clauses import Clause
from audit.actors import Actor
from bureaus import policies
from bureaus.models import ReviewCase, ReviewDecision, Term
from bureaus.policy_kinds import EnrollmentRules, Exemptions, PriorityGroups, ReviewSubject
from enrollment import rules
from enrollment.models import Agreement, Application, Attendance, ExemptionClaim, Offering, Place, Round, Session
from enrollment.models.round import RoundQuerySet
from enrollment.models.session import SessionQuerySet
from schools.models import DemandAnswer, Guardianship, Student
from schools.models.plan import Activity

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


# --- applying ---------------------------------------------------------------------------------------------


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


# --- the family's home --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Duty:
    """One thing a guardian is asked to do, or may follow."""

    url_name: str
    pk: int
    icon: str
    title: str
    note: str = ""
    second_pk: int | None = None


@dataclass
class Child:
    """One child on the family's first page."""

    guardianship: Guardianship
    applications: list[Application] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    @property
    def student(self) -> Student:
        return self.guardianship.student


def family_home(actor: Actor, *, today: date) -> list[Child]:
    """Every child of this guardian with what is to do: six queries, whatever the number of children."""
    guardianships = Guardianship.objects.visible_to(actor).select_related("student__school_class", "student__school")
    children = [Child(found) for found in guardianships.order_by("pk")]
    students = [child.student.pk for child in children]
    bureau_id = actor.bureau_id or 0
    term = Term.objects.of(bureau_id).on(today).filter(status=Term.Status.OPEN).first()
    answered = set(
        DemandAnswer.objects.of(bureau_id).filter(student__in=students, term=term).values_list("student_id", flat=True)
    )
    applications = _applications_of(bureau_id, students)
    open_rounds = _open_rounds(bureau_id, {child.student.school_id for child in children})
    waiting = _waiting_for_family(bureau_id, [found.pk for rows in applications.values() for found in rows])
    for child in children:
        child.applications = applications[child.student.pk]
        child.duties = list(_duties(child, term, answered, open_rounds, waiting))
    return children


def _applications_of(bureau_id: int, students: list[int]) -> dict[int, list[Application]]:
    """Newest first, by child."""
    found = Application.objects.of(bureau_id).filter(student__in=students).select_related("round__term")
    by_student: dict[int, list[Application]] = defaultdict(list)
    for application in found.order_by("-pk"):
        by_student[application.student_id].append(application)
    return by_student


def _open_rounds(bureau_id: int, schools: Iterable[int]) -> dict[int, Round]:
    now = timezone.now()
    found = Round.objects.of(bureau_id).filter(school__in=schools, status=Round.Status.OPEN, closes_at__gt=now)
    return {row.school_id: row for row in found.select_related("term").order_by("-opens_at")}


def _waiting_for_family(bureau_id: int, applications: list[int]) -> set[int]:
    """Applications whose review asks the family for a correction."""
    cases = ReviewCase.objects.of(bureau_id).filter(
        subject_type=Application._meta.label, subject_id__in=applications, status=ReviewCase.Status.WAITING
    )
    return set(cases.values_list("subject_id", flat=True))


def _duties(
    child: Child, term: Term | None, answered: set[int], open_rounds: dict[int, Round], waiting: set[int]
) -> Iterable[Duty]:
    student = child.student
    if not child.guardianship.consented_at:
        yield Duty(
            "enrollment:give_consent",
            student.pk,
            "shield-check",
            "阅读并同意孩子信息使用规则",
            "报名前请先阅读，可以不同意",
        )
    if term and student.pk not in answered:
        yield Duty(
            "enrollment:answer_demand", student.pk, "checklist", "填写需求摸底", f"{term}要不要课后服务，一分钟填完"
        )
    for application in child.applications:
        if application.pk in waiting:
            yield Duty(
                "enrollment:show_family_application",
                application.pk,
                "alert-triangle",
                "按学校要求补正",
                "补正后继续审核",
            )
        elif application.status == Application.Status.ACCEPTED:
            yield Duty(
                "enrollment:accept_agreement",
                application.pk,
                "file-certificate",
                "阅读并签订服务协议",
                "签订后才能参加",
            )
    offered = open_rounds.get(student.school_id)
    busy = {found.round_id for found in child.applications if found.status not in CLOSED}
    if offered and offered.pk not in busy and offered.opens_at <= timezone.now():
        closes = timezone.localtime(offered.closes_at)
        yield Duty(
            "enrollment:apply",
            offered.pk,
            "pencil-plus",
            "报名课后服务",
            f"{closes:%m月%d日 %H:%M} 截止，自愿参加",
            student.pk,
        )


# --- one application ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Review:
    """A review of an application or a claim as both sides see it: its steps and what was said at each."""

    case: ReviewCase | None
    decisions: Sequence[ReviewDecision] = ()

    @property
    def is_open(self) -> bool:
        return self.case is not None and self.case.status == ReviewCase.Status.OPEN

    @property
    def is_waiting(self) -> bool:
        return self.case is not None and self.case.status == ReviewCase.Status.WAITING

    @property
    def steps(self) -> list[dict[str, object]]:
        """For components/stepper.html."""
        if self.case is None:
            return [{"title": "等待送审", "state": "current", "note": "系统正在送审，稍后刷新即可看到进度。"}]
        words = {
            found.step: f"{found.by_name}：{found.get_decision_display()}{'，' if found.reason else ''}{found.reason}"
            for found in self.decisions
        }
        return [
            {"title": step.name, "state": self._state(self.case, index), "note": words.get(index, "")}
            for index, step in enumerate(self.case.chain_steps)
        ]

    @staticmethod
    def _state(case: ReviewCase, index: int) -> str:
        if case.status == ReviewCase.Status.APPROVED or index < case.step:
            return "done"
        under_way = case.status in (ReviewCase.Status.OPEN, ReviewCase.Status.WAITING)
        return "current" if index == case.step and under_way else "todo"


def review_of(subject: Application | ExemptionClaim, chain: ReviewSubject) -> Review:
    """Two queries."""
    case = ReviewCase.objects.about(subject).filter(chain=chain).order_by("-pk").first()
    if case is None:
        return Review(None)
    return Review(case, list(ReviewDecision.objects.of(subject.bureau_id).filter(case=case).order_by("pk")))


def places_of(application: Application) -> list[Place]:
    found = Place.objects.of(application.bureau_id).filter(application=application)
    return list(found.select_related("offering__activity").order_by("pk"))


def agreement_of(application: Application) -> Agreement | None:
    found = Agreement.objects.of(application.bureau_id).filter(application=application)
    return found.select_related("accepted_by").first()


def claim_of(application: Application) -> ExemptionClaim | None:
    found = ExemptionClaim.objects.of(application.bureau_id).filter(application=application)
    return found.select_related("evidence", "student").first()


# --- the school's desk --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RoundFigures:
    """A round in figures: applications by state."""

    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(count for status, count in self.counts.items() if status not in CLOSED)

    @property
    def submitted(self) -> int:
        return self.counts.get(Application.Status.SUBMITTED, 0)

    @property
    def accepted(self) -> int:
        return self.counts.get(Application.Status.ACCEPTED, 0)

    @property
    def agreed(self) -> int:
        return self.counts.get(Application.Status.AGREED, 0)


def round_figures(found: Round) -> RoundFigures:
    rows = Application.objects.of(found.bureau_id).filter(round=found).values_list("status").annotate(n=Count("pk"))
    return RoundFigures(dict(rows.order_by()))


def offerings_of(found: Round) -> list[Offering]:
    """Each with how many hold a place and how many of them have agreed."""
    held = Q(places__status=Place.Status.HELD)
    agreed = held & Q(places__application__status=Application.Status.AGREED)
    rows = Offering.objects.of(found.bureau_id).filter(round=found).select_related("activity__teacher")
    return list(
        rows.annotate(held_count=Count("places", filter=held), agreed_count=Count("places", filter=agreed)).order_by(
            "activity__kind", "pk"
        )
    )


def roster_of(offering: Offering) -> list[Place]:
    """Whoever holds a place with a signed agreement, by class and number: the roster of a session."""
    return list(roster_rows(offering.bureau_id, [offering.pk]))


def roster_rows(bureau_id: int, offerings: Iterable[int]):
    found = (
        Place.objects.of(bureau_id)
        .taken()
        .filter(offering__in=offerings, application__status=Application.Status.AGREED)
    )
    return found.select_related("application__student__school_class").order_by(
        "application__student__school_class__grade",
        "application__student__school_class__number",
        "application__student__student_number",
    )


def roster_sizes(bureau_id: int, offerings: Iterable[int]) -> Counter[int]:
    return Counter(roster_rows(bureau_id, offerings).order_by().values_list("offering_id", flat=True))


# --- attendance ---------------------------------------------------------------------------------------------


def attendance_of(student: Student, *, limit: int = 60) -> list[Attendance]:
    found = Attendance.objects.of(student.bureau_id).filter(student=student)
    return list(found.select_related("session__activity").order_by("-day", "-session__starts_at")[:limit])


def coming_sessions(student: Student, *, today: date, limit: int = 8) -> list[Session]:
    """The next sessions of what this child has agreed to."""
    mine = (
        Place.objects.of(student.bureau_id)
        .taken()
        .filter(application__student=student, application__status=Application.Status.AGREED)
    )
    found = Session.objects.of(student.bureau_id).filter(
        offering__in=mine.values("offering_id"), day__gte=today, status=Session.Status.PLANNED
    )
    return list(found.select_related("activity", "teacher").order_by("day", "starts_at")[:limit])


def sessions_on(rows: SessionQuerySet, day: date) -> list[Session]:
    """The sessions of a day with the size of each roster as `roster_count`: two queries."""
    sessions = list(rows.filter(day=day).select_related("activity", "teacher", "school").order_by("starts_at", "pk"))
    sizes = roster_sizes(sessions[0].bureau_id, {s.offering_id for s in sessions}) if sessions else Counter()
    for session in sessions:
        session.roster_count = sizes[session.offering_id]  # type: ignore[attr-defined]
    return sessions


def roster_of_session(session: Session) -> list[Place]:
    return list(roster_rows(session.bureau_id, [session.offering_id])) if session.offering_id else []


def attendances_at(session: Session) -> list[Attendance]:
    found = Attendance.objects.of(session.bureau_id).filter(session=session, day=session.day)
    return list(
        found.select_related("student__school_class").order_by("student__school_class", "student__student_number")
    )


def with_application_counts(rounds: RoundQuerySet) -> RoundQuerySet:
    """Each round with the number of applications that are neither withdrawn nor rejected."""
    return rounds.annotate(application_count=Count("applications", filter=~Q(applications__status__in=CLOSED)))
