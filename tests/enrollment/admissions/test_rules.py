"""Why a child may or may not take a club: tables of examples, and clash arithmetic against counting minutes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from enrollment.admissions import rules

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
        ({"grade_to": 2}, False, "面向一至二年级，孩子在三年级", PLAN),
        ({"grade_from": 3, "grade_to": 3}, True, "三年级可报", PLAN),
        ({"seats_left": 1}, True, "还剩 1 个名额", PLAN),
        ({"stopped": "机构已被暂停"}, False, "暂不能报：机构已被暂停", PLAN),
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
        "lower grades",
        "this grade alone",
        "the last seat",
        "its institution may not serve",
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
        ({"opens_at": NOON + timedelta(minutes=1)}, False, "将于 09月06日 12:01 开放"),
        ({"is_open": False}, False, "还没有开放报名"),
        ({"is_in_force": False}, False, "方案已撤销备案或学期已结束"),
    ],
    ids=["applied already", "closed to the minute", "not yet", "a minute to go", "stopped early", "its plan withdrawn"],
)
def test_a_round_says_why_not(changes, has_applied, sentence):
    answer = rules.answer_round(window(**changes), now=NOON, has_applied=has_applied)
    assert not answer.is_possible
    assert sentence in answer.sentence


@pytest.mark.parametrize("changes", [{"opens_at": NOON}, {"closes_at": NOON + timedelta(minutes=1)}])
def test_a_round_is_open_from_its_first_to_its_last_minute(changes):
    answer = rules.answer_round(window(**changes), now=NOON, has_applied=False)
    assert answer.is_possible
    assert "报名进行中" in answer.sentence


def test_a_club_at_the_time_of_one_that_the_child_attends_is_refused():
    held = choice(7, name="足球", times=times(3, 5))
    answer = rules.answer_choice(choice(times=times(1, 3)), grade=3, grounds=GROUNDS, held=[held])
    assert not answer.is_possible
    assert "与孩子本学期已参加的“足球”在周三时间冲突" in answer.sentence
    assert answer.clause == PLAN
    assert rules.answer_choice(choice(times=times(4)), grade=3, grounds=GROUNDS, held=[held]).is_possible


def check(*chosen: rules.Choice, **changes) -> None:
    arguments = {"grade": 3, "grounds": GROUNDS, "now": NOON, **changes}
    rules.check_choices(chosen, arguments.pop("window", window()), **arguments)


@pytest.mark.parametrize(
    ("chosen", "changes", "sentence", "clause"),
    [
        ([choice()], {"has_applied": True}, "本轮已经报名", None),
        ([choice()], {"window": window(is_open=False)}, "还没有开放报名", None),
        ([], {}, "至少选择一项", None),
        ([choice(seats_left=0)], {}, "名额已满", PLAN),
        ([choice(2, name="足球", times=times(1)), choice(seats_left=0)], {}, "“科学实验”名额已满", PLAN),
        ([choice()], {"held": [choice(7, name="足球")]}, "已参加的“足球”", PLAN),
        ([choice(), choice(2, name="足球")], {}, "“科学实验”与“足球”在周三时间冲突，只能选一个", PLAN),
        (
            [choice(1, times=times(1)), choice(2, name="足球"), choice(3, name="合唱")],
            {"window": window(clubs_per_student=3)},
            "“足球”与“合唱”在周三时间冲突",
            PLAN,
        ),
        ([choice(n, name=f"社团{n}", times=times(n)) for n in (1, 2, 3)], {}, "最多选 2 个社团，现在选了 3 个", None),
    ],
    ids=[
        "applied",
        "closed",
        "nothing",
        "full",
        "the second full",
        "held",
        "clash",
        "clash of the last two",
        "too many",
    ],
)
def test_an_application_is_refused_for_the_first_rule_it_breaks(chosen, changes, sentence, clause):
    with pytest.raises(RuleViolation, match=sentence) as refusal:
        check(*chosen, **changes)
    assert (refusal.value.clause, refusal.value.field) == (clause, "offerings")


def test_times_are_read_as_weekdays_and_hours():
    assert str(times(3, 1)) == "周一、三 16:20–17:20"


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
        (times(3, starts=time(17, 20), ends=time(18, 20)), times(3), set()),
        (times(3), times(3, starts=time(17, 19), ends=time(18, 20)), {3}),
    ],
    ids=["one common day", "other days", "one begins as the other ends", "one ends as the other begins", "one minute"],
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
