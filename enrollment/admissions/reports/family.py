"""The family's first page: each child with its tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from audit.actors import Actor
from bureaus.reviews.models import ReviewCase
from bureaus.terms.models import Term
from enrollment.admissions.models import Application, Round
from enrollment.admissions.reports.applying import CLOSED
from schools.families.models import Guardianship
from schools.pupils.models import Student
from schools.surveys.models import DemandAnswer


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
    """Every child of this guardian with its tasks: six queries, whatever the number of children."""
    guardianships = Guardianship.objects.visible_to(actor).select_related("student__school_class", "student__school")
    children = [Child(guardianship) for guardianship in guardianships.order_by("pk")]
    students = [child.student.pk for child in children]
    bureau_id = actor.bureau_id or 0
    term = Term.objects.of(bureau_id).nearest_open(today)
    answered = set(
        DemandAnswer.objects.of(bureau_id).filter(student__in=students, term=term).values_list("student_id", flat=True)
    )
    applications = _applications_of(bureau_id, students)
    open_rounds = _open_rounds(bureau_id, {child.student.school_id for child in children})
    waiting = _waiting_for_family(bureau_id, [application.pk for rows in applications.values() for application in rows])
    for child in children:
        child.applications = applications[child.student.pk]
        child.duties = list(_duties(child, term, answered, open_rounds, waiting))
    return children


def _applications_of(bureau_id: int, students: list[int]) -> dict[int, list[Application]]:
    """Newest first, by child."""
    applications = Application.objects.of(bureau_id).filter(student__in=students).select_related("round__term")
    by_student: dict[int, list[Application]] = defaultdict(list)
    for application in applications.order_by("-pk"):
        by_student[application.student_id].append(application)
    return by_student


def _open_rounds(bureau_id: int, schools: Iterable[int]) -> dict[int, Round]:
    now = timezone.now()
    rounds = Round.objects.of(bureau_id).filter(school__in=schools, status=Round.Status.OPEN, closes_at__gt=now)
    return {row.school_id: row for row in rounds.select_related("term").order_by("-opens_at")}


def _waiting_for_family(bureau_id: int, applications: list[int]) -> set[int]:
    """Applications whose review asks the family for a correction."""
    cases = ReviewCase.objects.of(bureau_id).filter(
        subject_kind=Application.kind_code, subject_id__in=applications, status=ReviewCase.Status.WAITING
    )
    return set(cases.values_list("subject_id", flat=True))


def _duties(
    child: Child, term: Term | None, answered: set[int], open_rounds: dict[int, Round], waiting: set[int]
) -> Iterable[Duty]:
    student = child.student
    if student.status == Student.Status.LEFT:
        return
    if not child.guardianship.consented_at:
        yield Duty(
            "schools:give_consent",
            student.pk,
            "shield-check",
            "阅读并同意孩子信息使用规则",
            "报名前请先阅读，可以不同意",
        )
    if term and student.pk not in answered:
        yield Duty(
            "schools:answer_demand", student.pk, "checklist", "填写需求摸底", f"{term}要不要课后服务，一分钟填完"
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
    round_ = open_rounds.get(student.school_id)
    busy = {application.round_id for application in child.applications if application.status not in CLOSED}
    if round_ and round_.pk not in busy and round_.opens_at <= timezone.now():
        closes = timezone.localtime(round_.closes_at)
        yield Duty(
            "enrollment:apply",
            round_.pk,
            "pencil-plus",
            "报名课后服务",
            f"{closes:%m月%d日 %H:%M} 截止，自愿参加",
            student.pk,
        )
