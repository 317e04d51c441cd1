"""Answers to the demand survey, given by guardians or recorded by schools."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import record
from bureaus.terms.models import Term
from schools.pupils.models import Student
from schools.register.models import School
from schools.surveys import permissions
from schools.surveys.models import DemandAnswer


@transaction.atomic
def answer_demand(
    *,
    student: Student,
    term: Term,
    needs_service: bool,
    days_per_week: int = 5,
    wishes: Collection[str] = (),
    by: Actor,
) -> DemandAnswer:
    """填写需求摸底. A later answer replaces the earlier one; the guardian's own beats what the school recorded.

    Raises RuleViolation for a term that is not open.
    """
    require(permissions.can_answer_demand(by, student))
    if term.status != Term.Status.OPEN:
        raise RuleViolation(f"{term}{term.get_status_display()}，现在不能填写需求摸底。")
    answer, _ = DemandAnswer.objects.of(student.bureau_id).update_or_create(
        bureau_id=student.bureau_id,
        term=term,
        student=student,
        defaults={
            "needs_service": needs_service,
            "days_per_week": days_per_week if needs_service else 0,
            "wishes": sorted(wishes) if needs_service else [],
            "source": DemandAnswer.Source.GUARDIAN,
        },
    )
    record("demand.answer", answer, by=by, needs_service=needs_service)
    return answer


@dataclass(frozen=True, slots=True)
class Answer:
    """One child's answer to the demand survey."""

    needs_service: bool
    days_per_week: int = 5
    wishes: tuple[str, ...] = ()


@transaction.atomic
def record_answers(*, school: School, term: Term, answers: Mapping[int, Answer], by: Actor) -> int:
    """登记摸底结果, for pupils by id; what was answered before is replaced. Returns how many answers stand.

    Raises RuleViolation for a term that is over, and for a pupil who is not on the roll of the school or, for a class
    teacher, of the class.
    """
    require(permissions.can_record_survey(by) and by.works_at(school.pk))
    if term.status == Term.Status.CLOSED:
        raise RuleViolation(f"{term}已结束，不能再登记摸底结果。")
    own = Student.objects.of(by.bureau_id).enrolled().filter(school=school, pk__in=answers)
    if by.class_id:
        own = own.filter(school_class_id=by.class_id)
    if own.count() != len(answers):
        raise RuleViolation("名单里有不在本校（本班）的学生，请刷新页面后再登记。")
    rows = [
        DemandAnswer(
            bureau_id=school.bureau_id,
            term=term,
            student_id=student_id,
            needs_service=answer.needs_service,
            days_per_week=answer.days_per_week if answer.needs_service else 0,
            wishes=list(answer.wishes),
            source=DemandAnswer.Source.SCHOOL,
        )
        for student_id, answer in answers.items()
    ]
    DemandAnswer.objects.of(school.bureau_id).bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["bureau", "term", "student"],
        update_fields=["needs_service", "days_per_week", "wishes", "source", "answered_at"],
    )
    needing = sum(answer.needs_service for answer in answers.values())
    record("survey.record", school, by=by, term=term, answers=len(rows), needing=needing)
    return len(rows)
