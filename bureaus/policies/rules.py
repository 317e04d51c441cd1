"""Merging what several levels state about one kind of policy. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Any, TypeVar

from bureaus.policies.values import (
    Item,
    Level,
    Merge,
    PolicyValue,
    Source,
    Statement,
    entries,
    is_keyed,
    plain_key,
    stated_fields,
)

Kind = TypeVar("Kind", bound=PolicyValue)
Stated = tuple[Any, Statement]  # what a statement says about one field, and the statement


def merge(kind: type[Kind], statements: Iterable[Statement]) -> Kind:
    """The one value that holds where several levels speak about the same kind.

    - A field that only one level states is that level's; a field nobody states stays empty.
    - A ceiling (latest end) takes the lowest, a floor (minimum minutes, blacklist years) the highest: the stricter
      limit wins, whoever states it. What one level requires or forbids stays required or forbidden.
    - A set of what is allowed (weekdays, channels, expense heads) is what all levels allow. Where nothing is left,
      the levels conflict, and the upper one stands alone.
    - A choice (provider selection, plan gate) is the upper level's: national beats local.
    - How things are run (review chain, refund form, names) is the nearest level's.
    - Lists merge entry by entry; the same entry from two levels is `combined` by its own rule.
    - The platform's own defaults count only where no document states the field (or, for what the nearest decides,
      the entry).
    - Severity of a field is the strictest among all levels that state it.

    Raises BadPolicyValue when the result contradicts itself.
    """
    ordered = sorted(statements, key=lambda statement: (_rank(statement), statement.effective_from))
    fields: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for name, field in stated_fields(kind).items():
        stated = [(statement.value[name], statement) for statement in ordered if name in statement.value]
        if stated:
            merging = _merge_entries if is_keyed(kind, name) else _merge_field
            fields[name] = merging(field.metadata["merge"], stated, name, sources)
    return kind(**fields, sources=MappingProxyType(sources))


def _rank(statement: Statement) -> int:
    """National first, county last; the platform's defaults before all, so that they lose to the nearest too."""
    return 0 if statement.level is Level.DEFAULT else statement.level


def _merge_field(how: Merge, stated: Sequence[Stated], name: str, sources: dict[str, Source]) -> Any:
    value, winners = _pick(how, _without_defaults(stated))
    sources[name] = _source(winners, stated)
    return value


def _merge_entries(how: Merge, stated: Sequence[Stated], name: str, sources: dict[str, Source]) -> Any:
    by_key = isinstance(stated[0][0], Mapping)
    one_by_one = by_key or how is Merge.NEAREST
    counting = stated if one_by_one else _without_defaults(stated)
    merged_keys = _merged_keys(how, counting)
    merged: dict[str, Any] = {}
    for key in merged_keys:
        candidates = _without_defaults([(entry, s) for value, s in counting for k, entry in entries(value) if k == key])
        merged[key], winners = _pick(how, candidates)
        everyone = [(entry, s) for value, s in stated for k, entry in entries(value) if k == key]
        sources[f"{name}.{key}"] = _source(winners, everyone)
    contributing = [s for value, s in counting if any(key in merged_keys for key, _ in entries(value))]
    sources[name] = _source(contributing, stated)
    if by_key:
        keys = {plain_key(key): key for value, _ in stated for key in value}
        return MappingProxyType({keys[key]: entry for key, entry in merged.items()})
    return tuple(merged.values())


def _merged_keys(how: Merge, stated: Sequence[Stated]) -> list[str]:
    """Keys in order of first mention; of an allowed list only those that every level allows."""
    keys = list(dict.fromkeys(key for value, _ in stated for key, _ in entries(value)))
    if how is not Merge.COMMON:
        return keys
    by_level: dict[int, set[str]] = {}
    for value, statement in stated:
        by_level.setdefault(statement.level, set()).update(key for key, _ in entries(value))
    common = [key for key in keys if all(key in allowed for allowed in by_level.values())]
    uppermost = by_level[stated[0][1].level]
    return common or [key for key in keys if key in uppermost]


def _pick(how: Merge, stated: Sequence[Stated]) -> tuple[Any, list[Statement]]:
    """The value of one field or entry, and the statements that made it; `stated` runs from upper to nearest."""
    values = [value for value, _ in stated]
    if how is not Merge.NEAREST and isinstance(values[0], Item):
        value = reduce(lambda upper, lower: upper.combined(lower), values)
        agreeing = [statement for v, statement in stated if v == value]
        return value, agreeing or [statement for _, statement in stated]
    value = _PICKS[how](values, stated)
    if isinstance(value, tuple):
        making = [s for v, s in stated if set(v) & set(value)] if how is Merge.ALL else []
        return value, making or [s for v, s in stated if set(value) <= set(v)]
    return value, [statement for v, statement in stated if v == value]


def _common(values: Sequence[Any], stated: Sequence[Stated]) -> Any:
    common = tuple(entry for entry in values[0] if all(entry in other for other in values[1:]))
    return common or values[0]


def _union(values: Sequence[Any], stated: Sequence[Stated]) -> Any:
    return tuple(dict.fromkeys(entry for value in values for entry in value))


def _upper(values: Sequence[Any], stated: Sequence[Stated]) -> Any:
    """The uppermost level's; within one level the statement that took effect last."""
    uppermost = stated[0][1].level
    return [value for value, statement in stated if statement.level is uppermost][-1]


_PICKS: Mapping[Merge, Callable[[Sequence[Any], Sequence[Stated]], Any]] = {
    Merge.LOWEST: lambda values, stated: min(values),
    Merge.HIGHEST: lambda values, stated: max(values),
    Merge.EITHER: lambda values, stated: any(values),
    Merge.COMMON: _common,
    Merge.ALL: _union,
    Merge.UPPER: _upper,
    Merge.NEAREST: lambda values, stated: values[-1],
}


def _without_defaults(stated: Sequence[Stated]) -> Sequence[Stated]:
    """The platform's defaults give way to anything a document states."""
    return [(value, s) for value, s in stated if s.level is not Level.DEFAULT] or stated


def _source(winners: Collection[Statement], stated: Iterable[Stated]) -> Source:
    lost = [s for _, s in stated if s not in winners and s.level is not Level.DEFAULT]
    return Source(tuple(dict.fromkeys(winners)), tuple(dict.fromkeys(lost)))


@dataclass(frozen=True)
class Difference:
    """One field that a change of policy would alter."""

    kind: type[PolicyValue]
    field: str
    label: str
    before: Any
    after: Any
    source: Source | None


def differences(kind: type[PolicyValue], before: PolicyValue, after: PolicyValue) -> tuple[Difference, ...]:
    """Which fields differ, for the preview of an adoption or an edit."""
    return tuple(
        Difference(
            kind, name, field.metadata["label"], getattr(before, name), getattr(after, name), after.source_of(name)
        )
        for name, field in stated_fields(kind).items()
        if getattr(before, name) != getattr(after, name)
    )
