"""Session days and the roll. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from bureaus.terms.rules import SchoolDay


def session_days(
    school_days: Iterable[SchoolDay], weekdays: Collection[int], *, since: date, until: date
) -> tuple[date, ...]:
    """The dates on which an activity meets: school days of its weekdays; a make-up day has the weekday it replaces."""
    return tuple(
        day.on for day in school_days if day.is_school_day and since <= day.on <= until and day.weekday in weekdays
    )


PRESENT, ABSENT, LEAVE, LEFT_EARLY = "present", "absent", "leave", "left_early"
ATTENDED = frozenset({PRESENT, LEFT_EARLY})  # was there; left early is present, picked up by somebody


@dataclass(frozen=True, slots=True)
class Count:
    """A roll in two figures: present and absent."""

    present: int
    absent: int


def count_roll(marks: Mapping[int, str]) -> Count:
    present = sum(mark in ATTENDED for mark in marks.values())
    return Count(present, len(marks) - present)


def check_roll(
    marks: Mapping[int, str], roster: Collection[int], *, day: date, today: date, agreement: Clause | None
) -> None:
    """Checks that a roll covers exactly the roster and is taken on the day or later, never before."""
    if day > today:
        raise RuleViolation(f"这节课在 {day:%m月%d日}，还没有开始，不能提前点名。")
    if not roster:
        raise RuleViolation("还没有学生签订服务协议，不能点名。", clause=agreement)
    if strangers := set(marks) - set(roster):
        raise RuleViolation(f"有 {len(strangers)} 名学生没有签订这个项目的服务协议，不能记考勤。", clause=agreement)
    if missing := set(roster) - set(marks):
        raise RuleViolation(f"还有 {len(missing)} 名学生没有点到，请全部点完再提交。")
