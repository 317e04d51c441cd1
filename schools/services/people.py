"""Who serves, and what pupils need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from afterschool.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import record, record_read
from bureaus.models import Term
from schools import permissions
from schools.models import DemandAnswer, School, Staff, Student


@transaction.atomic
def add_staff(*, school: School, by: Actor, **values: Any) -> Staff:
    """登记服务人员, own teachers and people from outside."""
    require(permissions.can_edit_staff(by, school.pk))
    person = Staff.objects.of(by.bureau_id).create(school=school, **values)
    record("staff.add", person, by=by, kind=person.kind)
    return person


@transaction.atomic
def edit_staff(*, person: Staff, by: Actor, **values: Any) -> Staff:
    """修改服务人员登记."""
    person = Staff.objects.of(by.bureau_id).locked().get(pk=person.pk)
    require(permissions.can_edit_staff(by, person.school_id))
    changed = {name: value for name, value in values.items() if getattr(person, name) != value}
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        person.save(update_fields=list(changed))
        record("staff.edit", person, by=by, **changed)
    return person


@transaction.atomic
def read_id_number(*, student: Student, by: Actor) -> str:
    """查看身份证件号, in full. The reading is recorded."""
    require(permissions.can_read_id_number(by, student))
    record_read(student, by=by, what="id_number")
    return str(student.id_number)


@dataclass(frozen=True, slots=True)
class Answer:
    """One child's answer to the demand survey."""

    needs_service: bool
    days_per_week: int = 5
    wishes: tuple[str, ...] = ()


@transaction.atomic
def record_answers(*, school: School, term: Term, answers: Mapping[int, Answer], by: Actor) -> int:
    """登记摸底结果, for pupils by id; what was answered before is replaced. Returns how many answers stand.

    Raises RuleViolation for a pupil who is not on the roll of the school or, for a class teacher, of the class.
    """
    require(permissions.can_record_survey(by) and by.works_at(school.pk))
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
