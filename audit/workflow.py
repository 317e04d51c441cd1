"""The only way a status changes, and the only way an act is recorded."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from afterschool.tenancy.models import TenantModel, TenantQuerySet
from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from audit import events
from audit.actors import Actor
from audit.models import Entry

PLAIN = (str, int, bool, type(None))


def move(
    item: TenantModel,
    to: str,
    *,
    by: Actor,
    action: str = "",
    reason: str = "",
    clause: Clause | None = None,
    **changes: Any,
) -> Entry:
    """Moves `item.status` along the model's TRANSITIONS, saves the changed fields, records who did it, announces it.

    Raises RuleViolation where the table has no such step. `changes` are further fields set in the same step. What the
    model's NEWS names for the new status is announced to the apps above, whose refusal takes the step back.
    """
    before = item.status  # type: ignore[attr-defined]
    allowed = item.TRANSITIONS.get(before, set())  # type: ignore[attr-defined]
    if to not in allowed:
        statuses = item.Status  # type: ignore[attr-defined]
        name = item._meta.verbose_name
        raise RuleViolation(f"{name}现在是“{statuses(before).label}”，不能变为“{statuses(to).label}”。", clause=clause)
    item.status = to  # type: ignore[attr-defined]
    for field, value in changes.items():
        setattr(item, field, value)
    item.save(update_fields=["status", *changes])
    entry = _write(
        Entry.Kind.MOVE, action or f"{item.kind_code}.{to}", item, by,
        before=str(before), after=str(to), changes=changes, reason=reason, clause=clause,
    )  # fmt: skip
    news = getattr(item, "NEWS", {}).get(to)
    if isinstance(news, type):
        events.announce(news(item, reason), by=by)
    return entry


def move_all(
    rows: TenantQuerySet,
    to: str,
    *,
    subject: TenantModel,
    by: Actor,
    action: str,
    reason: str = "",
    clause: Clause | None = None,
    **changes: Any,
) -> int:
    """Moves those of these rows that may take the step, in one statement and with one entry about `subject`, with their number.

    `rows` are of one bureau. Rows that may not take the step stay as they are. No news: what many rows come to at once is
    the news of `subject`, which the caller is at.
    """
    model = rows.model
    sources = [status for status, targets in model.TRANSITIONS.items() if to in targets]
    count = rows.filter(status__in=sources).update(status=to, **changes)
    if count:
        record(action, subject, by=by, reason=reason, clause=clause, count=count, to=str(to))
    return count


def record(
    action: str, subject: TenantModel, *, by: Actor, reason: str = "", clause: Clause | None = None, **changes: Any
) -> Entry:
    """Records an act that changes no status: created, edited, issued, signed in."""
    return _write(Entry.Kind.RECORD, action, subject, by, changes=changes, reason=reason, clause=clause)


def record_read(subject: TenantModel, *, by: Actor, what: str) -> Entry:
    """Records that somebody read a sensitive row: `what` says which part (evidence, clue, ID number)."""
    return _write(Entry.Kind.READ, f"read.{what}", subject, by)


def _write(kind: str, action: str, subject: TenantModel, by: Actor, **rest: Any) -> Entry:
    changes = {name: _plain(value) for name, value in rest.pop("changes", {}).items()}
    clause = rest.pop("clause", None)
    return Entry.objects.of(subject.bureau_id).create(
        kind=kind,
        action=action,
        actor_kind=by.kind,
        actor_name=by.name[:60],
        role=by.role,
        user_id=by.user_id,
        guardian_ref=by.guardian_id,
        subject_kind=subject.kind_code,
        subject_id=subject.pk,
        subject_label=str(subject)[:200],
        changes=changes,
        clause=str(clause or ""),
        **rest,
    )


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; rows by their id, money and dates as text."""
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Decimal | date | datetime):
        return str(value)
    if isinstance(value, TenantModel):
        return {"id": value.pk, "label": str(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)
