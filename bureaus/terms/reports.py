"""The school calendar: State Council holidays and 调休 days, a bureau's own changes, its terms. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bureaus.terms import rules
from bureaus.terms.models import CalendarDay, Holiday, Term
from bureaus.terms.rules import CalendarChange, PublicDay, SchoolDay


def school_days(bureau_id: int, first: date, last: date) -> list[SchoolDay]:
    """The days between first and last, both included, on which lessons are held. Three queries whatever the span."""
    return [day for day in days(bureau_id, first, last) if day.is_school_day]


def is_school_day(bureau_id: int, on: date) -> bool:
    return bool(school_days(bureau_id, on, on))


def days(bureau_id: int, first: date, last: date) -> tuple[SchoolDay, ...]:
    """Every date between first and last with what it is; dates in no term that is open or closed are outside."""
    terms = Term.objects.of(bureau_id).exclude(status=Term.Status.DRAFT).filter(starts_on__lte=last, ends_on__gte=first)
    return days_of(bureau_id, first, last, terms=list(terms.values_list("starts_on", "ends_on")))


def days_of_term(term: Term) -> tuple[SchoolDay, ...]:
    """Every date of one term, also of one not opened yet."""
    return days_of(term.bureau_id, term.starts_on, term.ends_on, terms=[(term.starts_on, term.ends_on)])


def days_of(bureau_id: int, first: date, last: date, *, terms: Sequence[tuple[date, date]]) -> tuple[SchoolDay, ...]:
    changes = {
        row.day: CalendarChange(row.is_school_day, row.reason, row.follows_weekday)
        for row in CalendarDay.objects.of(bureau_id).filter(day__range=(first, last))
    }
    return rules.school_calendar(first, last, public_days=public_days(first, last), changes=changes, terms=terms)


def public_days(first: date, last: date) -> dict[date, PublicDay]:
    """The State Council's days off and days worked in exchange."""
    rows = Holiday.objects.filter(day__range=(first, last))
    return {row.day: PublicDay(row.is_workday, row.name, row.follows_weekday) for row in rows}


def missing_years(first: date, last: date) -> tuple[int, ...]:
    """Years whose State Council notice is not in the table: until it is, the calendar shows plain weekdays there."""
    known = {day.year for day in Holiday.objects.filter(day__year__range=(first.year, last.year)).dates("day", "year")}
    return rules.missing_years(first, last, known)


def due_date(start: date, workdays: int) -> date:
    """The last day of a period of working days that begins after `start`."""
    horizon = date.fromordinal(start.toordinal() + workdays * 3 + 30)
    return rules.add_workdays(start, workdays, public_days(start, horizon))
