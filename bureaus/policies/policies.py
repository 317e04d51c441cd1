"""The only way to read policy: `current(bureau_id, Kind, on=date)` gives the one merged value that holds that day.

It merges the bureau's own rows, those of the bureaus above it, the national pack and the platform's defaults
(rules.merge). Rows are read once per scope, that is once per request or task: one query however many kinds are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models.signals import post_delete, post_save

from afterschool.tenancy.scopes import NO_SCOPE, Scope, current_scope
from afterschool.values.clauses import platform_default
from afterschool.values.errors import RuleViolation
from bureaus.policies import packs, rules
from bureaus.policies.models import Policy
from bureaus.policies.values import Level, PolicyValue, Statement
from bureaus.tree import reports as directory

Kind = TypeVar("Kind", bound=PolicyValue)
POLICIES = platform_default("政策")


class PolicyMissing(RuleViolation):
    """No level states a policy of a kind that a step needs."""


def current(bureau_id: int, kind: type[Kind], *, on: date) -> Kind:
    """The policy of a kind that holds in a bureau on a day. Raises PolicyMissing where nobody states any."""
    value = find(bureau_id, kind, on=on)
    if value is None:
        raise PolicyMissing(
            f"{on:%Y-%m-%d} 没有“{kind.LABEL}”方面的政策，请先在“政策”页采用政策包，或新增一条。", clause=POLICIES
        )
    return value


def find(bureau_id: int, kind: type[Kind], *, on: date) -> Kind | None:
    """Like `current`, but None where nobody states anything: for figures that show a gap instead of stopping."""
    remembered = _remembered(bureau_id)
    if (kind, on) not in remembered.values:
        statements = statements_of(bureau_id, kind, on=on)
        remembered.values[kind, on] = rules.merge(kind, statements) if statements else None
    return remembered.values[kind, on]


def statements_of(bureau_id: int, kind: type[PolicyValue], *, on: date) -> Sequence[Statement]:
    """All statements about a kind on a day: national, of each level above, of the bureau itself."""
    rows = _remembered(bureau_id).rows[kind.KIND]
    statements = [row.statement(level) for row, level in rows]
    own = [statement for statement in statements if statement.in_force(on)]
    return (*shipped_statements(kind, on=on), *own)


def shipped_statements(kind: type[PolicyValue], *, on: date) -> Sequence[Statement]:
    """What holds everywhere without adoption: the national pack and the platform's defaults."""
    shipped = packs.all_packs()
    return tuple(s for code in (packs.DEFAULTS, packs.NATIONAL) for s in shipped[code].statements_of(kind, on))


def level_of(bureau_id: int) -> Level:
    """The level at which a bureau's own statements stand."""
    return Level[directory.get(bureau_id).level.upper()]


# --- one query per scope ---------------------------------------------------------------------------------------------


@dataclass
class _Remembered:
    """The rows of one bureau and its superiors, and the values merged from them so far."""

    rows: dict[str, list[tuple[Policy, Level]]]
    values: dict[tuple[type[PolicyValue], date], Any] = field(default_factory=dict)


_memory: ContextVar[tuple[Scope, dict[int, _Remembered]] | None] = ContextVar("policies", default=None)


def _remembered(bureau_id: int) -> _Remembered:
    """What this scope has read so far. A new request or task has a new scope and reads again."""
    scope, memory = current_scope(), _memory.get()
    if scope is NO_SCOPE:
        return _Remembered(_rows(bureau_id))
    if memory is None or memory[0] is not scope:
        memory = (scope, {})
        _memory.set(memory)
    if bureau_id not in memory[1]:
        memory[1][bureau_id] = _Remembered(_rows(bureau_id))
    return memory[1][bureau_id]


def _rows(bureau_id: int) -> dict[str, list[tuple[Policy, Level]]]:
    by_kind: dict[str, list[tuple[Policy, Level]]] = defaultdict(list)
    levels = {pk: level_of(pk) for pk in (bureau_id, *directory.ancestor_ids_of((bureau_id,)))}
    for row in Policy.objects.of(bureau_id).with_ancestors().order_by("effective_from", "pk"):
        by_kind[row.kind].append((row, levels[row.bureau_id]))
    return by_kind


def forget(**_: object) -> None:
    """Forgets what was read, after a policy was written."""
    _memory.set(None)


post_save.connect(forget, sender=Policy, dispatch_uid="policies.forget.save")
post_delete.connect(forget, sender=Policy, dispatch_uid="policies.forget.delete")
