"""What must be true of the whole database at the end of every day. Each app names its own: rehearsal/<area>/<app>/invariants.py.

An invariant is a question in SQL for the rows that break it; no rows, nothing broken. It sees every bureau at once. It may use
%(today)s and %(now)s, the day and the moment of the run (never now(): the database's clock is not ours).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from bureaus.tree.models import Bureau
from rehearsal.collection import modules

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Invariant:
    """`name` is one word for lists, `says` the sentence that holds, `sql` finds the rows for which it does not."""

    name: str
    says: str
    sql: str


@dataclass(frozen=True)
class Broken:
    """An invariant with the first rows that break it."""

    invariant: Invariant
    columns: list[str]
    rows: list[tuple[Any, ...]]

    def __str__(self) -> str:
        lines = [f"{self.invariant.name}: {self.invariant.says}"]
        lines += [
            "   " + ", ".join(f"{name}={value}" for name, value in zip(self.columns, row, strict=True))
            for row in self.rows
        ]
        return "\n".join(lines)


def told(table: str, kind: str, *, first: str, at_once: str = "-") -> Invariant:
    """A row stands as its last move says, or as many were moved at once by an action that ends in `at_once`."""
    return Invariant(
        name=f"told_{kind}",
        says=f"how each {kind} came to its status is in the trace",
        sql=f"""
            SELECT moved.id, moved.status, told.after AS told FROM {table} AS moved
            LEFT JOIN LATERAL (
                SELECT entry.after FROM audit_entry AS entry
                WHERE entry.bureau_id = moved.bureau_id AND entry.kind = 'move' AND entry.subject_kind = '{kind}'
                    AND entry.subject_id = moved.id
                ORDER BY entry.id DESC LIMIT 1
            ) AS told ON true
            WHERE moved.status <> COALESCE(told.after, '{first}')
                AND NOT EXISTS (
                    SELECT 1 FROM audit_entry AS entry
                    WHERE entry.bureau_id = moved.bureau_id AND entry.kind = 'record'
                        AND entry.action LIKE '%%.{at_once}' AND entry.changes ->> 'to' = moved.status
                )
            ORDER BY moved.id
        """,  # noqa: S608  (names of our own tables)
    )


def collect() -> list[Invariant]:
    """All invariants, ground first. Raises ValueError where two bear one name."""
    found = [invariant for module in modules("invariants").values() for invariant in module.INVARIANTS]
    if len({invariant.name for invariant in found}) < len(found):
        raise ValueError("two invariants bear one name")
    return found


def broken(invariants: list[Invariant]) -> list[Broken]:
    """Those that do not hold now, over all bureaus."""
    now = timezone.localtime()
    with bureau_scope(*Bureau.objects.order_by("pk").values_list("pk", flat=True)), connection.cursor() as cursor:
        return [breach for invariant in invariants if (breach := _ask(cursor, invariant, now))]


def _ask(cursor: Any, invariant: Invariant, now: Any) -> Broken | None:
    cursor.execute(invariant.sql, {"today": now.date(), "now": now})
    rows = cursor.fetchmany(SHOWN)
    return Broken(invariant, [column.name for column in cursor.description], rows) if rows else None
