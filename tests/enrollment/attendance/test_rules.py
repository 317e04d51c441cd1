"""On which days sessions fall, and which roll is whole: tables of examples."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from bureaus.terms import rules as term_rules
from bureaus.terms.rules import DayKind, PublicDay
from enrollment.attendance import rules


def test_sessions_fall_on_school_days_and_a_make_up_day_borrows_its_timetable():
    holiday, makeup = date(2021, 9, 20), date(2021, 9, 18)
    days = term_rules.school_calendar(
        date(2021, 9, 13),
        date(2021, 9, 24),
        public_days={holiday: PublicDay(False, "中秋节"), makeup: PublicDay(True, "中秋节", follows_weekday=1)},
        changes={},
        terms=[(date(2021, 9, 1), date(2022, 1, 14))],
    )
    meeting_days = rules.session_days(days, [1], since=date(2021, 9, 13), until=date(2021, 9, 24))
    assert meeting_days == (date(2021, 9, 13), makeup)


@pytest.mark.parametrize(
    ("since", "until", "met"),
    [
        (date(2021, 9, 6), date(2021, 9, 20), [6, 13, 20]),
        (date(2021, 9, 7), date(2021, 9, 19), [13]),
    ],
    ids=["both ends are days of meeting", "a day inside each end"],
)
def test_sessions_fall_from_the_first_day_to_the_last(since, until, met):
    dates = [date(2021, 9, n) for n in range(1, 31)]
    september = [term_rules.SchoolDay(on, DayKind.SCHOOL_DAY, "上课日", on.isoweekday()) for on in dates]
    assert [day.day for day in rules.session_days(september, [1], since=since, until=until)] == met


DAY = date(2021, 9, 8)

AGREEMENT = Clause("示例实施方案", "", "五(三)")


@pytest.mark.parametrize(
    ("marks", "roster", "today", "sentence"),
    [
        ({1: "present"}, [1], date(2021, 9, 7), "不能提前点名"),
        ({}, [], DAY, "还没有学生签订服务协议"),
        ({1: "present", 2: "absent"}, [1], DAY, "没有签订这个项目的服务协议"),
        ({1: "present"}, [1, 2], DAY, "还有 1 名学生没有点到"),
    ],
    ids=["ahead", "002 五(三)五: nobody has agreed", "002 五(三)五: a child without agreement", "one missing"],
)
def test_a_roll_is_whole_and_of_those_who_agreed(marks, roster, today, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        rules.check_roll(marks, roster, day=DAY, today=today, agreement=AGREEMENT)


@pytest.mark.parametrize("today", [DAY, date(2021, 9, 9)])
def test_a_whole_roll_is_taken_on_the_day_or_later(today):
    rules.check_roll({1: "present", 2: "absent"}, [1, 2], day=DAY, today=today, agreement=AGREEMENT)


@given(st.dictionaries(st.integers(), st.sampled_from(["present", "absent", "leave", "left_early"])))
def test_present_and_absent_are_all_there_is(marks):
    count = rules.count_roll(marks)
    assert count.present + count.absent == len(marks)
    assert count.present == sum(mark in {"present", "left_early"} for mark in marks.values())
