"""What a guardian answers to the demand survey; what a school records stands in schools.services."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from afterschool.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import record
from bureaus.models import Term
from enrollment import permissions
from schools.models import DemandAnswer, Student


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
