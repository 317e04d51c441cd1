"""Arithmetic of terms, weeks, school days and working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureaus.policies.values import BadPolicyValue
from bureaus.terms import rules
from bureaus.terms.rules import CalendarChange, DayKind, PublicDay

NATIONAL_DAY_2026 = {
    **{date(2026, 10, day): PublicDay(False, "国庆节") for day in range(1, 8)},
    date(2026, 9, 20): PublicDay(True, "国庆节", 2),
    date(2026, 10, 10): PublicDay(True, "国庆节", 3),
}
AUTUMN = (date(2026, 9, 1), date(2027, 1, 22))


def day(on, changes=None, public_days=NATIONAL_DAY_2026, terms=(AUTUMN,)):
    return rules.school_calendar(on, on, public_days=public_days, changes=changes or {}, terms=terms)[0]


@pytest.mark.parametrize(
    ("on", "kind", "weekday"),
    [
        pytest.param(date(2026, 9, 1), DayKind.SCHOOL_DAY, 2, id="a Tuesday"),
        pytest.param(date(2026, 9, 5), DayKind.WEEKEND, 6, id="a Saturday"),
        pytest.param(date(2026, 9, 20), DayKind.MAKE_UP_DAY, 2, id="调休 Sunday with Tuesday's lessons"),
        pytest.param(date(2026, 10, 1), DayKind.HOLIDAY, 4, id="国庆节"),
        pytest.param(date(2026, 9, 4), DayKind.SCHOOL_DAY, 5, id="a Friday"),
        pytest.param(date(2027, 1, 22), DayKind.SCHOOL_DAY, 5, id="the last day of the term"),
        pytest.param(date(2026, 8, 31), DayKind.OUTSIDE, 1, id="before the term"),
        pytest.param(date(2027, 1, 23), DayKind.OUTSIDE, 6, id="after the term"),
    ],
)
def test_what_a_date_is(on, kind, weekday):
    assert (day(on).kind, day(on).weekday) == (kind, weekday)


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2026, 9, 1), "上课日"),
        (date(2026, 9, 5), "周末"),
        (date(2026, 9, 20), "国庆节调休上课"),
        (date(2026, 10, 1), "国庆节"),
        (date(2026, 8, 31), "学期外"),
    ],
)
def test_how_a_date_is_called(on, label):
    assert day(on).label == label


@pytest.mark.parametrize(
    ("kind", "label", "is_school_day"),
    [
        (DayKind.SCHOOL_DAY, "上课日", True),
        (DayKind.WEEKEND, "周末", False),
        (DayKind.HOLIDAY, "节假日", False),
        (DayKind.MAKE_UP_DAY, "调休上课", True),
        (DayKind.CLOSED, "本局停课", False),
        (DayKind.OPENED, "本局增加上课", True),
        (DayKind.OUTSIDE, "学期外", False),
    ],
)
def test_each_kind_of_day_has_a_name_and_is_with_or_without_school(kind, label, is_school_day):
    assert (kind.label, kind.is_school_day) == (label, is_school_day)


@pytest.mark.parametrize(
    ("on", "works"),
    [
        pytest.param(date(2026, 9, 4), True, id="a Friday"),
        pytest.param(date(2026, 9, 5), False, id="a Saturday"),
        pytest.param(date(2026, 9, 20), True, id="a 调休 Sunday"),
        pytest.param(date(2026, 10, 1), False, id="国庆节, a Thursday"),
    ],
)
def test_offices_work_on(on, works):
    assert rules.is_workday(on, NATIONAL_DAY_2026) is works


def test_the_bureaus_own_change_beats_the_state_councils_notice_and_the_weekday():
    sports = CalendarChange(False, "全县运动会")
    lessons = CalendarChange(True, "补运动会的课", 5)
    assert day(date(2026, 9, 20), {date(2026, 9, 20): sports}).kind is DayKind.CLOSED
    opened = day(date(2026, 9, 26), {date(2026, 9, 26): lessons})
    assert (opened.kind, opened.weekday, opened.label) == (DayKind.OPENED, 5, "补运动会的课")


def test_a_change_outside_every_term_makes_no_school_day():
    on = date(2026, 8, 30)
    assert day(on, {on: CalendarChange(True, "军训")}).kind is DayKind.OUTSIDE


def test_make_up_days_borrow_the_weekdays_of_the_days_off_in_order():
    pairs = rules.pair_make_up_days([date(2026, 10, 6), date(2026, 10, 7)], [date(2026, 10, 10), date(2026, 9, 20)])
    assert pairs == {date(2026, 9, 20): 2, date(2026, 10, 10): 3}


def test_a_holiday_with_more_days_off_than_days_worked_is_no_mistake():
    off = [date(2026, 10, 1), date(2026, 10, 6), date(2026, 10, 7)]
    assert rules.pair_make_up_days(off, [date(2026, 9, 20)]) == {date(2026, 9, 20): 4}


@pytest.mark.parametrize(
    ("on", "week"),
    [(date(2026, 9, 1), 1), (date(2026, 9, 6), 1), (date(2026, 9, 7), 2), (date(2026, 12, 31), 18)],
)
def test_teaching_weeks_begin_on_monday(on, week):
    assert rules.term_week(on, date(2026, 9, 1)) == week


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        pytest.param(date(2026, 9, 28), 1, date(2026, 9, 29), id="the next day"),
        pytest.param(date(2026, 9, 30), 1, date(2026, 10, 8), id="over 国庆节"),
        pytest.param(date(2026, 10, 9), 1, date(2026, 10, 10), id="the 调休 Saturday counts"),
        pytest.param(date(2026, 9, 18), 2, date(2026, 9, 21), id="the 调休 Sunday counts"),
        pytest.param(date(2026, 9, 1), 0, date(2026, 9, 1), id="no days"),
    ],
)
def test_review_days_are_working_days(start, count, due):
    assert rules.add_workdays(start, count, NATIONAL_DAY_2026) == due


@given(st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(1, 30))
def test_counting_forward_and_back_agree(start, count):
    due = rules.add_workdays(start, count, NATIONAL_DAY_2026)
    assert rules.workdays_between(start, due, NATIONAL_DAY_2026) == count
    assert rules.is_workday(due, NATIONAL_DAY_2026)


@given(st.dates(date(2026, 9, 1), date(2026, 12, 1)), st.integers(0, 60))
def test_the_calendar_has_every_date_once(first, length):
    days = rules.school_calendar(
        first, first + timedelta(days=length), public_days=NATIONAL_DAY_2026, changes={}, terms=[AUTUMN]
    )
    assert [d.on for d in days] == list(rules.dates_between(first, first + timedelta(days=length)))


def test_years_without_a_notice_are_named():
    assert rules.missing_years(date(2026, 9, 1), date(2027, 1, 22), {2025, 2026}) == (2027,)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words", "key"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), "晚于开始", "ends_on"),
        (date(2025, 9, 1), date(2026, 5, 5), "八个月", "ends_on"),
        (date(2027, 1, 22), date(2027, 6, 30), "重叠", "starts_on"),
        (date(2026, 7, 1), date(2026, 9, 1), "重叠", "starts_on"),
    ],
    ids=["ends as it starts", "246 days", "begins on the other's last day", "ends on the other's first day"],
)
def test_a_term_with_impossible_dates_is_refused(starts_on, ends_on, words, key):
    with pytest.raises(BadPolicyValue, match=words) as refusal:
        rules.check_term_dates(starts_on, ends_on, [AUTUMN])
    assert refusal.value.key == key


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2027, 1, 23), date(2027, 7, 2)),
        (date(2026, 7, 1), date(2026, 8, 31)),
        (date(2025, 9, 1), date(2026, 5, 4)),
        (date(2026, 8, 30), date(2026, 8, 31)),
    ],
    ids=["the day after the other", "until the day before the other", "245 days", "two days"],
)
def test_a_term_with_possible_dates_is_good(starts_on, ends_on):
    rules.check_term_dates(starts_on, ends_on, [AUTUMN])
