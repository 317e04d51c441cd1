"""Terms, calendar changes, and the State Council's holidays, copied from a library into a table of our own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from chinese_calendar import Holiday as NamedHoliday
from chinese_calendar import constants
from django.db import transaction
from django.utils import timezone

from afterschool.values.clauses import platform_default
from afterschool.values.errors import RuleViolation, require
from afterschool.values.vocabulary import TermSeason
from audit import events
from audit.actors import Actor
from audit.workflow import move, record
from bureaus.policies.values import BadPolicyValue
from bureaus.terms import permissions, rules
from bureaus.terms.events import CalendarChanged
from bureaus.terms.models import CalendarDay, Holiday, Term
from bureaus.tree.models import Bureau

NAMES = {holiday.value: holiday.chinese for holiday in NamedHoliday}
SOURCE = "国务院办公厅节假日安排（chinesecalendar）"


def seed_holidays(years: Iterable[int]) -> list[int]:
    """Fills the table for these years as far as the library knows them; existing rows stay as they are.

    Returns the years that neither the table nor the library knows.
    """
    needed = set(years)
    rows = [row for row in _library_rows() if row.day.year in needed]
    Holiday.objects.bulk_create(rows, ignore_conflicts=True)
    known = set(Holiday.objects.filter(day__year__in=needed).values_list("day__year", flat=True).distinct())
    return sorted(needed - known)


def _library_rows() -> list[Holiday]:
    weekdays = _weekdays_made_up()
    off = [Holiday(day=day, name=NAMES[name], source=SOURCE) for day, name in constants.holidays.items()]
    worked = [
        Holiday(day=day, name=NAMES[name], is_workday=True, follows_weekday=weekdays.get(day), source=SOURCE)
        for day, name in constants.workdays.items()
    ]
    return off + worked


def _weekdays_made_up() -> dict[date, int]:
    """The weekday whose timetable each worked weekend day follows: a day off in exchange for the same holiday."""
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


TERMS_AND_CALENDAR = platform_default("学期与校历")


@transaction.atomic
def open_term(*, year: int, season: str, starts_on: date, ends_on: date, by: Actor) -> Term:
    """开启学期. Sets the term up, fills the holidays of its years, and opens it.

    `year` is the one in which the school year begins. Raises RuleViolation for impossible or overlapping dates, a term
    that exists, or one that does not begin in its season.
    """
    require(permissions.can_open_term(by))
    Bureau.objects.select_for_update().get(pk=by.bureau_id)  # two who open at once wait for each other
    terms = Term.objects.of(by.bureau_id)
    if terms.filter(year=year, season=season).exists():
        raise RuleViolation("这个学期已经建立。", clause=TERMS_AND_CALENDAR, field="year")
    try:
        rules.check_term_dates(starts_on, ends_on, list(terms.values_list("starts_on", "ends_on")))
    except BadPolicyValue as bad:
        raise RuleViolation(f"{bad.message}。", clause=TERMS_AND_CALENDAR, field=bad.key) from None
    expected = year if season == TermSeason.AUTUMN else year + 1
    if starts_on.year != expected:
        label = TermSeason(season).label
        raise RuleViolation(
            f"{year}—{year + 1} 学年{label}学期应在 {expected} 年开始。", clause=TERMS_AND_CALENDAR, field="starts_on"
        )
    seed_holidays(range(starts_on.year, ends_on.year + 1))
    term = Term.objects.of(by.bureau_id).create(year=year, season=season, starts_on=starts_on, ends_on=ends_on)
    move(term, Term.Status.OPEN, by=by, action="term.open")
    return term


@transaction.atomic
def close_term(*, term: Term, by: Actor) -> Term:
    """结束学期. Only after its last day; what is still unfinished stays visible in the term's own pages."""
    term = Term.objects.of(by.bureau_id).locked().get(pk=term.pk)
    require(permissions.can_close_term(by, term))
    if timezone.localdate() <= term.ends_on:
        raise RuleViolation(f"{term}到 {term.ends_on} 才结束，现在还不能关闭。", clause=TERMS_AND_CALENDAR)
    move(term, Term.Status.CLOSED, by=by, action="term.close")
    return term


@transaction.atomic
def change_calendar(
    *, day: date, is_school_day: bool, reason: str, follows_weekday: int | None = None, by: Actor
) -> CalendarDay:
    """调整校历. One day on which this bureau departs from the national calendar; a second change replaces the first.

    Raises RuleViolation for a day in no open term, without a reason, or a weekend opened without saying whose lessons.
    """
    require(permissions.can_change_calendar(by))
    term = Term.objects.of(by.bureau_id).running(day).first()
    if term is None:
        raise RuleViolation("这一天不在进行中的学期内。", clause=TERMS_AND_CALENDAR, field="day")
    if not reason.strip():
        raise RuleViolation("请写明调整原因。", clause=TERMS_AND_CALENDAR, field="reason")
    if is_school_day and day.isoweekday() > 5 and not follows_weekday:
        raise RuleViolation("周末上课要写明上周几的课。", clause=TERMS_AND_CALENDAR, field="follows_weekday")
    change, _ = CalendarDay.objects.of(by.bureau_id).update_or_create(
        bureau_id=by.bureau_id,
        day=day,
        defaults={
            "is_school_day": is_school_day,
            "reason": reason.strip(),
            "follows_weekday": follows_weekday if is_school_day else None,
        },
    )
    record("calendar.change", change, by=by, reason=reason, is_school_day=is_school_day, day=day)
    events.announce(CalendarChanged(term, change.reason, day), by=by)
    return change


@transaction.atomic
def remove_calendar_change(*, change: CalendarDay, by: Actor) -> None:
    """撤销校历调整. The day follows the national calendar again, and what was cancelled for it takes place again."""
    change = CalendarDay.objects.of(by.bureau_id).locked().get(pk=change.pk)
    require(permissions.can_change_calendar(by, change))
    record("calendar.restore", change, by=by, day=change.day, was=change.reason)
    day, term = change.day, Term.objects.of(by.bureau_id).running(change.day).first()
    change.delete()
    if term is not None:
        events.announce(CalendarChanged(term, "撤销校历调整", day), by=by)
