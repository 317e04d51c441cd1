"""Policy for readers: what holds on a day, by which level and clause, and its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from afterschool.values.clauses import Clause
from audit.actors import Actor
from bureaus.policies import permissions, policies
from bureaus.policies import text as policy_text
from bureaus.policies.kinds import KINDS
from bureaus.policies.models import Policy
from bureaus.policies.rules import Difference
from bureaus.policies.values import Level, PolicyValue, Severity, Source, Statement, entries, is_keyed, stated_fields


@dataclass(frozen=True)
class FieldRow:
    """One line of a policy: its label, its value in words, and its origin."""

    label: str
    words: str
    clause: Clause | None
    level: str
    severity: Severity
    overridden: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class KindOverview:
    """One kind in the list of policies."""

    kind: type[PolicyValue]
    rows: tuple[FieldRow, ...]
    levels: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.kind.KIND

    @property
    def label(self) -> str:
        return self.kind.LABEL

    @property
    def gist(self) -> str:
        """The first lines in one sentence."""
        lines = (row.label if row.words == "是" else f"{row.label}：{row.words}" for row in self.rows[:3])
        return "；".join(lines).replace("\n", "；")


@dataclass(frozen=True)
class StatementRow:
    """One statement about a kind, with the row behind it when a bureau of ours holds it."""

    statement: Statement
    words: tuple[tuple[str, str], ...]
    policy: Policy | None
    state: str
    may_edit: bool

    @property
    def state_label(self) -> str:
        return {"effective": "现行", "ended": "已失效", "not_started": "未生效"}[self.state]


def policy_overview(actor: Actor, on: date) -> list[KindOverview]:
    """Every kind of policy and what holds on a day. One query."""
    return [kind_overview(actor, kind, on) for kind in KINDS.values()]


def kind_overview(actor: Actor, kind: type[PolicyValue], on: date) -> KindOverview:
    value = policies.find(actor.bureau_id, kind, on=on)
    rows = tuple(_field_rows(value)) if value is not None else ()
    order = [level.label for level in Level]
    return KindOverview(kind, rows, tuple(sorted({row.level for row in rows}, key=order.index)))


def statements_of_kind(actor: Actor, kind: type[PolicyValue], on: date) -> list[StatementRow]:
    """All statements about a kind, past, present and future; the newest first, the shipped ones last."""
    rows = Policy.objects.visible_to(actor).filter(kind=kind.KIND).order_by("-effective_from", "-pk")
    own = [_statement_row(kind, row.statement(policies.level_of(row.bureau_id)), row, actor, on) for row in rows]
    shipped = [
        _statement_row(kind, statement, None, actor, on) for statement in policies.shipped_statements(kind, on=on)
    ]
    return own + shipped


def difference_rows(differences: Iterable[Difference]) -> list[tuple[Difference, str, str]]:
    """Each difference with the words before and after."""
    return [
        (difference, policy_text.words(difference.before), policy_text.words(difference.after))
        for difference in differences
    ]


def _field_rows(value: PolicyValue) -> Iterable[FieldRow]:
    for name, field in stated_fields(type(value)).items():
        stated = getattr(value, name)
        if stated in (None, ()):
            continue
        if is_keyed(type(value), name) and _differs_by_entry(value, name, stated):
            yield from _entry_rows(value, name, field.metadata["label"], stated)
        else:
            yield _row(field.metadata["label"], policy_text.words(stated), value.source_of(name))


def _differs_by_entry(value: PolicyValue, name: str, stated: object) -> bool:
    """Whether the entries of a list rest on different clauses, so that each needs a line of its own."""
    return len({value.clause_for(name, key) for key, _ in entries(stated)}) > 1


def _entry_rows(value: PolicyValue, name: str, label: str, stated: object) -> Iterable[FieldRow]:
    """The entries of a list, those of one clause together."""
    by_clause: dict[Clause | None, list[str]] = {}
    for key, _ in entries(stated):
        by_clause.setdefault(value.clause_for(name, key), []).append(key)
    for keys in by_clause.values():
        if isinstance(stated, tuple):
            part: object = tuple(entry for key, entry in entries(stated) if key in keys)
        else:
            part = {key: entry for key, entry in stated.items() if str(getattr(key, "value", key)) in keys}  # type: ignore[attr-defined]
        yield _row(label, policy_text.words(part), value.source_of(name, keys[0]))


def _row(label: str, words: str, source: Source | None) -> FieldRow:
    if source is None:
        return FieldRow(label, words, None, "", Severity.NOTE)
    level = source.statements[-1].level.label
    return FieldRow(label, words, source.clause, level, source.severity, source.overridden)


def _statement_row(
    kind: type[PolicyValue], statement: Statement, policy: Policy | None, actor: Actor, on: date
) -> StatementRow:
    labels = stated_fields(kind)
    words = tuple((labels[name].metadata["label"], policy_text.words(v)) for name, v in statement.value.items())
    state = _state(statement, on)
    may_edit = policy is not None and state == "effective" and permissions.can_edit_policy(actor, policy)
    return StatementRow(statement, words, policy, state, may_edit)


def _state(statement: Statement, on: date) -> str:
    if statement.in_force(on):
        return "effective"
    return "not_started" if statement.effective_from > on else "ended"
