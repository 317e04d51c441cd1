"""What a violated database constraint says to people.

A service asks first whether a name or a day is taken, yet of two who ask in the same moment both hear “no”. The
database then refuses one of them by a constraint, and the constraint carries the sentence for its reader. A service is
atomic, so what it had written is rolled back and the request goes on.
"""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import IntegrityError
from django.db.models import BaseConstraint

from afterschool.values.errors import RuleViolation


def refusal_of(error: Exception) -> RuleViolation | None:
    """The refusal that an error is, or that it means where a constraint with a sentence was violated; else None."""
    if isinstance(error, RuleViolation):
        return error
    constraint = _violated(error) if isinstance(error, IntegrityError) else None
    if constraint is None or constraint.violation_error_message == constraint.default_violation_error_message:
        return None
    return RuleViolation(constraint.get_violation_error_message(), field=_last_field(constraint))


def _violated(error: IntegrityError) -> BaseConstraint | None:
    diagnostics = getattr(error.__cause__, "diag", None)
    return _constraints().get(getattr(diagnostics, "constraint_name", None))


@cache
def _constraints() -> dict[str | None, BaseConstraint]:
    return {constraint.name: constraint for model in apps.get_models() for constraint in model._meta.constraints}


def _last_field(constraint: BaseConstraint) -> str | None:
    """The fields run from bureau to the one that collides: (bureau, school, student_number)."""
    fields = getattr(constraint, "fields", ())
    return fields[-1] if fields else None
