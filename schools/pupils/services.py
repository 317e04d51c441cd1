"""Pupils on the roll."""

from __future__ import annotations

from django.db import transaction

from afterschool.values.errors import require
from audit.actors import Actor
from audit.workflow import record_read
from schools.pupils import permissions
from schools.pupils.models import Student


@transaction.atomic
def read_id_number(*, student: Student, by: Actor) -> str:
    """查看身份证件号, in full. The reading is recorded."""
    require(permissions.can_read_id_number(by, student))
    record_read(student, by=by, what="id_number")
    return str(student.id_number)
