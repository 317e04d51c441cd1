"""Arithmetic of the blacklist. Pure."""

from __future__ import annotations

from datetime import date

from afterschool.values.errors import RuleViolation


def blacklist_end(starts_on: date, years: int | None) -> date:
    """The first day on which the institution may serve again: the same day, `years` years later.

    What begins on 29 February ends on 1 March of a common year. Raises RuleViolation where policy gives no years.
    """
    if not years:
        raise RuleViolation("政策没有写明黑名单年限，请先在“政策”页补充。")
    try:
        return starts_on.replace(year=starts_on.year + years)
    except ValueError:
        return date(starts_on.year + years, 3, 1)
