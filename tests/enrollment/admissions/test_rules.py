"""Why a child may or may not take a club: tables of examples, and clash arithmetic against counting minutes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from bureaus.terms.rules import PublicDay, school_calendar
from enrollment.admissions import rules
from enrollment.agreements import rules as agreements_rules
from enrollment.agreements import texts as agreement_text
from enrollment.attendance import rules as attendance_rules

PLAN = Clause("示例小学课后服务方案")
NEVER_REFUSE = Clause("示例实施方案", "", "三(一)")
GROUNDS = rules.Grounds(plan=PLAN, never_refuse=NEVER_REFUSE)
NOON = datetime(2021, 9, 6, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def times(*weekdays: int, starts: time = time(16, 20), ends: time = time(17, 20)) -> rules.Times:
    return rules.Times(frozenset(weekdays), starts, ends)


def choice(pk: int = 1, **changes) -> rules.Choice:
    values = {
        "name": "科学实验",
        "is_base_care": False,
        "times": times(3),
        "grade_from": 1,
        "grade_to": 6,
        "seats_left": 2,
        **changes,
    }
    return rules.Choice(pk=pk, **values)


def window(**changes) -> rules.Window:
    values = {
        "is_open": True,
        "opens_at": NOON - timedelta(days=1),
        "closes_at": NOON + timedelta(days=1),
        "clubs_per_student": 2,
        **changes,
    }
    return rules.Window(**values)


@pytest.mark.parametrize(
    ("changes", "is_possible", "sentence", "clause"),
    [
        ({}, True, "三年级可报，还剩 2 个名额", PLAN),
        ({"seats_left": 0}, False, "名额已满", PLAN),
        ({"grade_from": 4}, False, "面向四至六年级，孩子在三年级", PLAN),
        ({"grade_from": 5, "grade_to": 5}, False, "面向五年级，孩子在三年级", PLAN),
        ({"is_cancelled": True}, False, "已停开", PLAN),
        ({"is_base_care": True, "seats_left": None}, True, "不限人数", NEVER_REFUSE),
        ({"is_base_care": True, "seats_left": None, "grade_from": 9}, True, "不限人数", NEVER_REFUSE),
        ({"is_base_care": True, "seats_left": None, "is_cancelled": True}, True, "不限人数", NEVER_REFUSE),
    ],
    ids=[
        "open club",
        "full club",
        "higher grades",
        "one grade",
        "cancelled club",
        "002 三(一): base care",
        "002 三(一): base care whatever the grade",
        "002 三(一): base care cannot be cancelled away",
    ],
)
def test_each_club_says_why_or_why_not(changes, is_possible, sentence, clause):
    answer = rules.answer_choice(choice(**changes), grade=3, grounds=GROUNDS)
    assert answer.is_possible is is_possible
    assert sentence in answer.sentence
    assert answer.clause == clause


@pytest.mark.parametrize(
    ("changes", "has_applied", "sentence"),
    [
        ({}, True, "本轮已经报名"),
        ({"closes_at": NOON}, False, "已于 09月06日 12:00 截止"),
        ({"opens_at": NOON + timedelta(hours=1)}, False, "将于 09月06日 13:00 开放"),
        ({"is_open": False}, False, "还没有开放报名"),
    ],
    ids=["applied already", "closed to the minute", "not yet", "stopped early"],
)
def test_a_round_says_why_not(changes, has_applied, sentence):
    answer = rules.answer_round(window(**changes), now=NOON, has_applied=has_applied)
    assert not answer.is_possible
    assert sentence in answer.sentence


def test_too_many_clubs_are_refused_and_base_care_does_not_count():
    clubs = [choice(n, name=f"社团{n}", times=times(n)) for n in (1, 2, 3)]
    care = choice(9, is_base_care=True, seats_left=None, times=times(1, 2, 3, 4, 5))
    rules.check_choices([care, *clubs[:2]], window(), grade=3, grounds=GROUNDS, now=NOON)
    with pytest.raises(RuleViolation, match="最多选 2 个社团，现在选了 3 个"):
        rules.check_choices([care, *clubs], window(), grade=3, grounds=GROUNDS, now=NOON)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (times(1, 3), times(3, 5), {3}),
        (times(1), times(2), set()),
        (times(3), times(3, starts=time(17, 20), ends=time(18, 20)), set()),
        (times(3), times(3, starts=time(17, 19), ends=time(18, 20)), {3}),
    ],
    ids=["one common day", "other days", "one begins as the other ends", "one minute"],
)
def test_clash(one, other, days):
    assert rules.clash(one, other) == days


moments = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@st.composite
def meetings(draw) -> rules.Times:
    starts, ends = sorted(draw(st.lists(moments, min_size=2, max_size=2, unique=True)))
    return rules.Times(draw(st.frozensets(st.integers(1, 7), min_size=1)), starts, ends)


def quarters(meeting: rules.Times) -> set[tuple[int, int]]:
    first, last = (t.hour * 4 + t.minute // 15 for t in (meeting.starts_at, meeting.ends_at))
    return {(day, quarter) for day in meeting.weekdays for quarter in range(first, last)}


@given(meetings(), meetings())
def test_a_clash_is_a_shared_quarter_of_an_hour(one, other):
    shared = quarters(one) & quarters(other)
    assert rules.clash(one, other) == {day for day, _ in shared}
    assert rules.clash(one, other) == rules.clash(other, one)


@given(meetings())
def test_every_meeting_clashes_with_itself(meeting):
    assert rules.clash(meeting, meeting) == meeting.weekdays


def test_sessions_fall_on_school_days_and_a_make_up_day_borrows_its_timetable():
    holiday, makeup = date(2021, 9, 20), date(2021, 9, 18)
    days = school_calendar(
        date(2021, 9, 13),
        date(2021, 9, 24),
        public_days={holiday: PublicDay(False, "中秋节"), makeup: PublicDay(True, "中秋节", follows_weekday=1)},
        changes={},
        terms=[(date(2021, 9, 1), date(2022, 1, 14))],
    )
    found = attendance_rules.session_days(days, [1], since=date(2021, 9, 13), until=date(2021, 9, 24))
    assert found == (date(2021, 9, 13), makeup)


# --- the agreement ------------------------------------------------------------------------------------


def test_the_text_that_comes_with_the_product_can_be_published_and_filled():
    agreements_rules.check_agreement_body(agreement_text.BODY)
    filled = agreements_rules.fill_agreement(
        agreement_text.BODY, {name: f"《{name}》" for name in agreements_rules.PLACEHOLDERS}
    )
    assert "{" not in filled
    assert all(f"《{name}》" in filled for name in agreements_rules.PLACEHOLDERS)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{child} {times} {fee}", "缺少必须写明的内容：{refund}"),
        ("{child} {times} {fee} {refund} {id_number}", "不认识的占位符：{id_number}"),
        ("{child} {times} {fee} {refund} {", "大括号不成对"),
        ("{child.__class__} {times} {fee} {refund}", "不认识的占位符"),
    ],
)
def test_a_text_that_cannot_be_filled_is_refused(body, sentence):
    with pytest.raises(RuleViolation) as refusal:
        agreements_rules.check_agreement_body(body)
    assert sentence in refusal.value.message


def test_what_a_family_is_called_is_never_read_as_a_placeholder():
    assert agreements_rules.fill_agreement("{child}", {"child": "{fee}", "fee": "9"}) == "{fee}"


@given(st.text())
def test_one_character_more_is_another_digest(text):
    assert agreements_rules.digest(text) == agreements_rules.digest(text)
    assert agreements_rules.digest(text) != agreements_rules.digest(text + "。")


# --- the roll -----------------------------------------------------------------------------------------

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
        attendance_rules.check_roll(marks, roster, day=DAY, today=today, agreement=AGREEMENT)


@given(st.dictionaries(st.integers(), st.sampled_from(["present", "absent", "leave", "left_early"])))
def test_present_and_absent_are_all_there_is(marks):
    count = attendance_rules.count_roll(marks)
    assert count.present + count.absent == len(marks)
    assert count.present == sum(mark in {"present", "left_early"} for mark in marks.values())
