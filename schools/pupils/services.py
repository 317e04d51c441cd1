"""Pupils on the roll."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import move, record_read
from schools.pupils import permissions
from schools.pupils.models import Student


@transaction.atomic
def leave_school(*, student: Student, left_for: str, left_on: date, note: str = "", by: Actor) -> Student:
    """办理离校. The child is off the roll; what it takes part in ends, and the family reads why.

    Raises RuleViolation for a last day to come, and for a child that has left already.
    """
    student = Student.objects.of(student.bureau_id).locked().get(pk=student.pk)
    require(permissions.can_leave_school(by, student))
    if left_on > timezone.localdate():
        raise RuleViolation("离校日期不能晚于今天：离校当天或之后再办理。", field="left_on")
    reason = f"{Student.LeftFor(left_for).label}，{left_on} 离校" + (f"（{note.strip()}）" if note.strip() else "")
    move(
        student,
        Student.Status.LEFT,
        by=by,
        action="student.leave",
        reason=reason,
        left_on=left_on,
        left_for=left_for,
    )
    return student


@transaction.atomic
def return_to_school(*, student: Student, reason: str, by: Actor) -> Student:
    """返校: back on the roll of the same school, with the reason. What ended with the leaving stays ended."""
    student = Student.objects.of(student.bureau_id).locked().get(pk=student.pk)
    require(permissions.can_leave_school(by, student))
    if not reason.strip():
        raise RuleViolation("请写明返校或更正的理由。", field="reason")
    move(
        student,
        Student.Status.ENROLLED,
        by=by,
        action="student.return",
        reason=reason.strip(),
        left_on=None,
        left_for="",
    )
    return student


@transaction.atomic
def read_id_number(*, student: Student, by: Actor) -> str:
    """查看身份证件号, in full. The reading is recorded."""
    require(permissions.can_read_id_number(by, student))
    record_read(student, by=by, what="id_number")
    return str(student.id_number)
