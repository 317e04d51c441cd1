"""Arithmetic of the school calendar. Pure; `today` is passed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bureaus.policies.values import BadPolicyValue


class DayKind(StrEnum):
    """The kinds of days for a school."""

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
    """Years of the period whose State Council notice is not in the table yet, so that the calendar is a guess."""
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
