"""Officers open the term before it begins, change a day now and then, and close the term some days after its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import partial

from audit.roles import Role
from bureaus.terms import services as term_services
from bureaus.terms.models import CalendarDay, Term
from rehearsal.acts import Act, Post
from rehearsal.county import County

DAYS_BEFORE = 14
CLOSING_REASON = "全县大风停课（示例）"


def acts(county: County) -> Iterator[Act]:
    yield from _open(county)
    yield from _close_a_day(county)
    yield from _close(county)


def term_around(day: date) -> tuple[int, str, date, date]:
    """School year, season, first and last day of the term that runs on this day or begins next."""
    if (day.month >= 7 and day.day > 10) or day.month >= 8:
        return day.year, "autumn", date(day.year, 9, 1), date(day.year + 1, 1, 22)
    if day.month == 1 and day.day <= 22:
        return day.year - 1, "autumn", date(day.year - 1, 9, 1), date(day.year, 1, 22)
    return day.year - 1, "spring", date(day.year, 2, 24), date(day.year, 7, 10)


def _open(county: County) -> Iterator[Act]:
    year, season, starts_on, ends_on = term_around(county.today)
    is_open = Term.objects.of(county.pk).filter(year=year, season=season).exists()
    if is_open or county.today < starts_on - timedelta(days=DAYS_BEFORE):
        return
    officer = county.bureau_actor(Role.OFFICER)
    values = {"year": year, "season": season, "starts_on": starts_on, "ends_on": ends_on}
    yield Act(
        at=time(8, 30),
        name="term.open",
        by=officer,
        do=partial(term_services.open_term, by=officer, **values),
        post=Post(route="bureaus:open_term", data=values),
    )


def _close_a_day(county: County) -> Iterator[Act]:
    """About once in three weeks a storm closes the schools the day after tomorrow; sometimes it does not come."""
    officer = county.bureau_actor(Role.OFFICER)
    term = (
        Term.objects.of(county.pk).filter(status=Term.Status.OPEN, starts_on__lte=county.today).order_by("-pk").first()
    )
    day = county.today + timedelta(days=2)
    changes = CalendarDay.objects.of(county.pk).filter(day__gt=county.today).order_by("day")
    if term is not None and day <= term.ends_on and county.chance(0.025) and not changes.exists():
        close = partial(
            term_services.change_calendar, day=day, is_school_day=False, reason=CLOSING_REASON, by=officer
        )  # fmt: skip
        yield Act(at=county.moment(9, 12), name="calendar.close_day", by=officer, do=close)
    for change in changes:
        if county.chance(0.25):
            back = partial(term_services.remove_calendar_change, change=change, by=officer)
            yield Act(at=county.moment(14, 17), name="calendar.give_back", by=officer, do=back)


def _close(county: County) -> Iterator[Act]:
    """Most leave late rolls and charges a week; who closes while lessons are held is refused."""
    officer = county.bureau_actor(Role.OFFICER)
    for term in Term.objects.of(county.pk).filter(status=Term.Status.OPEN).order_by("pk"):
        close = partial(term_services.close_term, term=term, by=officer)
        post = Post(route="bureaus:close_term", kwargs={"pk": term.pk})
        if county.today > term.ends_on + timedelta(days=4) and county.chance(0.3):
            yield Act(at=time(10, 0), name="term.close", by=officer, do=close, post=post, twice=county.chance(0.3))
        elif term.starts_on <= county.today <= term.ends_on and county.chance(0.02):
            yield Act(at=time(10, 0), name="term.close_too_early", by=officer, do=close, post=post, wrong=True)
