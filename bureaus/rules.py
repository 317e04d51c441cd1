"""Arithmetic of bureaus: merging policies of several levels, and the school calendar. Pure; `today` is passed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from types import MappingProxyType
from typing import Any, TypeVar

from .policy_values import (
    BadPolicyValue,
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

# --- merging -------------------------------------------------------------------------------------------------------

Kind = TypeVar("Kind", bound=PolicyValue)
Said = tuple[Any, Statement]  # what a statement says about one field, and the statement


def merge(kind: type[Kind], statements: Iterable[Statement]) -> Kind:
    """The one value that holds where several levels speak about the same kind.

    - A field that only one level states is that level's; a field nobody states stays empty.
    - A ceiling (latest end) takes the lowest, a floor (minimum minutes, blacklist years) the highest: the stricter
      limit wins, whoever states it. What one level demands or forbids stays demanded or forbidden.
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
        spoken = [(statement.value[name], statement) for statement in ordered if name in statement.value]
        if spoken:
            merging = _merge_entries if is_keyed(kind, name) else _merge_field
            fields[name] = merging(field.metadata["merge"], spoken, name, sources)
    return kind(**fields, sources=MappingProxyType(sources))


def _rank(statement: Statement) -> int:
    """National first, county last; the platform's defaults before all, so that they lose to the nearest too."""
    return 0 if statement.level is Level.DEFAULT else statement.level


def _merge_field(how: Merge, spoken: Sequence[Said], name: str, sources: dict[str, Source]) -> Any:
    value, winners = _pick(how, _without_defaults(spoken))
    sources[name] = _source(winners, spoken)
    return value


def _merge_entries(how: Merge, spoken: Sequence[Said], name: str, sources: dict[str, Source]) -> Any:
    by_key = isinstance(spoken[0][0], Mapping)
    one_by_one = by_key or how is Merge.NEAREST
    holding = spoken if one_by_one else _without_defaults(spoken)
    kept = _kept_keys(how, holding)
    merged: dict[str, Any] = {}
    for key in kept:
        said = _without_defaults([(entry, s) for value, s in holding for k, entry in entries(value) if k == key])
        merged[key], winners = _pick(how, said)
        everyone = [(entry, s) for value, s in spoken for k, entry in entries(value) if k == key]
        sources[f"{name}.{key}"] = _source(winners, everyone)
    speakers = [statement for value, statement in holding if any(key in kept for key, _ in entries(value))]
    sources[name] = _source(speakers, spoken)
    if by_key:
        keys = {plain_key(key): key for value, _ in spoken for key in value}
        return MappingProxyType({keys[key]: entry for key, entry in merged.items()})
    return tuple(merged.values())


def _kept_keys(how: Merge, spoken: Sequence[Said]) -> list[str]:
    """Keys in order of first mention; of an allowed list only those that every level allows."""
    keys = list(dict.fromkeys(key for value, _ in spoken for key, _ in entries(value)))
    if how is not Merge.COMMON:
        return keys
    by_level: dict[int, set[str]] = {}
    for value, statement in spoken:
        by_level.setdefault(statement.level, set()).update(key for key, _ in entries(value))
    common = [key for key in keys if all(key in allowed for allowed in by_level.values())]
    uppermost = by_level[spoken[0][1].level]
    return common or [key for key in keys if key in uppermost]


def _pick(how: Merge, said: Sequence[Said]) -> tuple[Any, list[Statement]]:
    """The value of one field or entry, and the statements that made it; `said` runs from upper to nearest."""
    values = [value for value, _ in said]
    if how is not Merge.NEAREST and isinstance(values[0], Item):
        value = reduce(lambda upper, lower: upper.combined(lower), values)
        agreeing = [statement for v, statement in said if v == value]
        return value, agreeing or [statement for _, statement in said]
    value = _PICKS[how](values, said)
    if isinstance(value, tuple):
        making = [s for v, s in said if set(v) & set(value)] if how is Merge.ALL else []
        return value, making or [s for v, s in said if set(value) <= set(v)]
    return value, [statement for v, statement in said if v == value]


def _common(values: Sequence[Any], said: Sequence[Said]) -> Any:
    common = tuple(entry for entry in values[0] if all(entry in other for other in values[1:]))
    return common or values[0]


def _union(values: Sequence[Any], said: Sequence[Said]) -> Any:
    return tuple(dict.fromkeys(entry for value in values for entry in value))


def _upper(values: Sequence[Any], said: Sequence[Said]) -> Any:
    """The uppermost level's; within one level the statement that took effect last."""
    uppermost = said[0][1].level
    return [value for value, statement in said if statement.level is uppermost][-1]


_PICKS: Mapping[Merge, Callable[[Sequence[Any], Sequence[Said]], Any]] = {
    Merge.LOWEST: lambda values, said: min(values),
    Merge.HIGHEST: lambda values, said: max(values),
    Merge.EITHER: lambda values, said: any(values),
    Merge.COMMON: _common,
    Merge.ALL: _union,
    Merge.UPPER: _upper,
    Merge.NEAREST: lambda values, said: values[-1],
}


def _without_defaults(spoken: Sequence[Said]) -> Sequence[Said]:
    """The platform's own proposals give way to anything a document states."""
    return [(value, s) for value, s in spoken if s.level is not Level.DEFAULT] or spoken


def _source(winners: Collection[Statement], spoken: Iterable[Said]) -> Source:
    lost = [s for _, s in spoken if s not in winners and s.level is not Level.DEFAULT]
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


# --- the school calendar -------------------------------------------------------------------------------------------


class DayKind(StrEnum):
    """What a date is for a school."""

    SCHOOL_DAY = "school_day"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP_DAY = "make_up_day"
    CLOSED = "closed"
    OPENED = "opened"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        return {
            "school_day": "上课日",
            "weekend": "周末",
            "holiday": "节假日",
            "make_up_day": "调休上课",
            "closed": "本局停课",
            "opened": "本局增加上课",
            "outside": "学期外",
        }[self.value]

    @property
    def is_school_day(self) -> bool:
        return self in (DayKind.SCHOOL_DAY, DayKind.MAKE_UP_DAY, DayKind.OPENED)


@dataclass(frozen=True)
class PublicDay:
    """A day of the State Council's notice: off, or worked in exchange (then `follows_weekday` says whose timetable)."""

    is_workday: bool
    name: str
    follows_weekday: int | None = None


@dataclass(frozen=True)
class CalendarChange:
    """A bureau's own change of one day: school held or not, why, and by which weekday's timetable."""

    is_school_day: bool
    reason: str
    follows_weekday: int | None = None


@dataclass(frozen=True)
class SchoolDay:
    """One date of the calendar. `weekday` is the timetable in force (1 = Monday), which a make-up day borrows."""

    on: date
    kind: DayKind
    label: str
    weekday: int

    @property
    def is_school_day(self) -> bool:
        return self.kind.is_school_day


def school_calendar(
    first: date,
    last: date,
    *,
    public_days: Mapping[date, PublicDay],
    changes: Mapping[date, CalendarChange],
    terms: Collection[tuple[date, date]],
) -> tuple[SchoolDay, ...]:
    """Every date from first to last, both included. A bureau's own change beats the notice, the notice the weekday."""
    return tuple(_school_day(on, public_days.get(on), changes.get(on), terms) for on in dates_between(first, last))


def _school_day(
    on: date, public: PublicDay | None, change: CalendarChange | None, terms: Collection[tuple[date, date]]
) -> SchoolDay:
    weekday = on.isoweekday()
    if not any(starts <= on <= ends for starts, ends in terms):
        return SchoolDay(on, DayKind.OUTSIDE, DayKind.OUTSIDE.label, weekday)
    if change:
        kind = DayKind.OPENED if change.is_school_day else DayKind.CLOSED
        return SchoolDay(on, kind, change.reason, change.follows_weekday or weekday)
    if public:
        kind = DayKind.MAKE_UP_DAY if public.is_workday else DayKind.HOLIDAY
        label = f"{public.name}调休上课" if public.is_workday else public.name
        return SchoolDay(on, kind, label, public.follows_weekday or weekday)
    kind = DayKind.WEEKEND if weekday > 5 else DayKind.SCHOOL_DAY
    return SchoolDay(on, kind, kind.label, weekday)


def dates_between(first: date, last: date) -> Iterator[date]:
    """Every date from first to last, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def term_week(on: date, starts_on: date) -> int:
    """The number of the teaching week; weeks begin on Monday, the one holding the first day of term is the first."""
    return (monday_of(on) - monday_of(starts_on)).days // 7 + 1


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def is_workday(on: date, public_days: Mapping[date, PublicDay]) -> bool:
    """工作日 of offices, by which review days are counted."""
    public = public_days.get(on)
    return public.is_workday if public else on.isoweekday() <= 5


def add_workdays(start: date, count: int, public_days: Mapping[date, PublicDay]) -> date:
    """The last day of a period of `count` working days that begins on the day after `start`."""
    on = start
    while count > 0:
        on += timedelta(days=1)
        count -= is_workday(on, public_days)
    return on


def workdays_between(start: date, end: date, public_days: Mapping[date, PublicDay]) -> int:
    """Working days after `start` up to and including `end`; none when end is not later."""
    return sum(is_workday(on, public_days) for on in dates_between(start + timedelta(days=1), end))


def missing_years(first: date, last: date, known: Collection[int]) -> tuple[int, ...]:
    """Years of the period whose State Council notice is not yet in the table: the calendar is a guess there."""
    return tuple(year for year in range(first.year, last.year + 1) if year not in known)


def pair_make_up_days(off: Sequence[date], worked: Sequence[date]) -> dict[date, int]:
    """For each worked weekend day the weekday whose lessons it makes up: the days off in exchange, in order."""
    return {worked_on: off_on.isoweekday() for worked_on, off_on in zip(sorted(worked), sorted(off), strict=False)}


def check_term_dates(starts_on: date, ends_on: date, others: Iterable[tuple[date, date]]) -> None:
    """A term ends after it starts, lasts at most eight months, and overlaps no other. Raises BadPolicyValue."""
    if ends_on <= starts_on:
        raise BadPolicyValue("ends_on", "学期结束应晚于开始")
    if (ends_on - starts_on).days > 245:
        raise BadPolicyValue("ends_on", "一个学期不会超过八个月，请核对年份")
    for other_starts, other_ends in others:
        if starts_on <= other_ends and other_starts <= ends_on:
            raise BadPolicyValue("starts_on", f"与已有学期（{other_starts} 至 {other_ends}）重叠")
