"""The State Council's holidays, copied from a library into our own table, which may also be filled by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from chinese_calendar import Holiday as NamedHoliday
from chinese_calendar import constants

from bureaus import rules
from bureaus.models import Holiday

NAMES = {holiday.value: holiday.chinese for holiday in NamedHoliday}
SOURCE = "国务院办公厅节假日安排（chinesecalendar）"


def seed_holidays(years: Iterable[int]) -> list[int]:
    """Fills the table for these years as far as the library knows them; rows there already stay as they are.

    Returns the years of which nothing is known, neither in the table nor in the library.
    """
    wanted = set(years)
    rows = [row for row in _library_rows() if row.day.year in wanted]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    known = set(Holiday.objects.filter(day__year__in=wanted).values_list("day__year", flat=True).distinct())
    return sorted(wanted - known)


def _library_rows() -> list[Holiday]:
    weekdays = _weekdays_made_up()
    off = [Holiday(day=day, name=NAMES[name], source=SOURCE) for day, name in constants.holidays.items()]
    worked = [
        Holiday(day=day, name=NAMES[name], is_workday=True, follows_weekday=weekdays.get(day), source=SOURCE)
        for day, name in constants.workdays.items()
    ]
    return off + worked


def _weekdays_made_up() -> dict[date, int]:
    """Whose timetable each worked weekend day borrows: of the weekdays off in exchange for the same holiday."""
    off: dict[tuple[int, str], list[date]] = defaultdict(list)
    worked: dict[tuple[int, str], list[date]] = defaultdict(list)
    for day, name in constants.in_lieu_days.items():
        off[day.year, name].append(day)
    for day, name in constants.workdays.items():
        worked[day.year, name].append(day)
    weekdays: dict[date, int] = {}
    for holiday, days in worked.items():
        weekdays |= rules.pair_make_up_days(off[holiday], days)
    return weekdays
