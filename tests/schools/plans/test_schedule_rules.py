"""When a service may run: both sides of every limit, and which field of the policy a finding was read from."""

from dataclasses import replace

import pytest

from bureaus.policies.values import Severity
from schools.plans import rules
from schools.plans.rules import schedule
from tests.schools.plans.examples import ARTS, COUNTY, PLAN, TODAY, WEEK, said, seen, slot


def test_the_plan_of_the_examples_breaks_nothing():
    assert rules.check_plan(PLAN, COUNTY, today=TODAY) == []


EARLY = ("earliest_start", "warn", "earliest_start.primary")
LATE = ("latest_end", "warn", "latest_end.primary")
EARLY_JUNIOR = ("earliest_start", "block", "earliest_start.junior")
LATE_JUNIOR = ("latest_end", "block", "latest_end.junior")
MIDDAY = ("midday_start", "block", "midday_from.summer")
NOT_COUNTED = ("service_not_counted", "note", "services.midday_care")
RENAMED = ("service_called_otherwise", "warn", "services.midday_care")


@pytest.mark.parametrize(
    ("stage", "the_slot", "expected"),
    [
        pytest.param("primary", slot(1, "16:00", "18:30"), set(), id="from the first to the last minute"),
        pytest.param("primary", slot(1, "15:59", "18:30"), {EARLY}, id="a minute early"),
        pytest.param("primary", slot(1, "16:00", "18:31"), {LATE}, id="a minute late"),
        pytest.param("junior", slot(1, "16:30", "19:00"), set(), id="junior, from the first to the last minute"),
        pytest.param("junior", slot(1, "16:29", "19:00"), {EARLY_JUNIOR}, id="junior, a minute early"),
        pytest.param("junior", slot(1, "16:30", "19:01"), {LATE_JUNIOR}, id="junior, a minute late"),
        pytest.param("nine_year", slot(1, "16:29", "18:31"), {LATE, EARLY_JUNIOR}, id="nine years, each by its own"),
        pytest.param("primary", slot(5, "16:00", "18:30"), set(), id="Friday"),
        pytest.param("primary", slot(6, "16:00", "18:30"), {("weekday", "warn", "weekdays")}, id="Saturday"),
        pytest.param("primary", slot(1, "12:00", "15:00"), {RENAMED}, id="noon under another name"),
        pytest.param("primary", slot(1, "11:00", "12:30"), {RENAMED, MIDDAY}, id="the whole of noon, too early"),
        pytest.param("primary", slot(1, "10:59", "12:30"), {EARLY}, id="not wholly at noon: begins before"),
        pytest.param("primary", slot(1, "12:30", "15:01"), {EARLY}, id="not wholly at noon: ends after"),
        pytest.param("primary", slot(1, "12:00", "14:00", service="midday_care"), {NOT_COUNTED}, id="noon by its name"),
        pytest.param(
            "primary",
            slot(1, "11:59", "14:00", service="midday_care"),
            {NOT_COUNTED, MIDDAY},
            id="noon, a minute early",
        ),
        pytest.param("primary", slot(1, "12:00", "13:00", service="lunch"), set(), id="lunch, which counts here"),
        pytest.param("primary", slot(1, "11:59", "13:00", service="lunch"), {MIDDAY}, id="lunch, a minute early"),
        pytest.param(
            "primary",
            slot(1, "19:00", "20:30", service="evening_study"),
            {("service_not_offered", "warn", "services.evening_study")},
            id="what may not be offered",
        ),
        pytest.param(
            "primary",
            slot(1, "07:00", "08:00", service="morning_care"),
            {("service_not_counted", "note", "services.morning_care")},
            id="what does not count",
        ),
        pytest.param("primary", slot(1, "16:00", "18:30", service="extended_care"), set(), id="what counts too"),
        pytest.param("primary", slot(1, "16:00", "18:31", service="extended_care"), {LATE}, id="and ends as early"),
        pytest.param("primary", slot(1, "05:00", "22:00", service="holiday_care"), set(), id="nobody speaks of it"),
    ],
)
def test_a_slot(stage, the_slot, expected):
    findings = list(rules.check_slot(the_slot, stage=stage, window=COUNTY.window, scope=COUNTY.scope))
    assert seen(findings) == expected
    assert {finding.where for finding in findings} <= {"schedule"}


def test_what_nobody_limits_is_free():
    window = replace(COUNTY.window, weekdays=(), midday_from=None, earliest_start=None, latest_end=None)
    for hours in (slot(7, "05:00", "23:00"), slot(7, "11:00", "12:00", service="lunch")):
        assert list(rules.check_slot(hours, stage="nine_year", window=window, scope=COUNTY.scope)) == []


def test_the_sentences_name_day_stage_and_limit():
    def of(the_slot):
        return said(rules.check_slot(the_slot, stage="primary", window=COUNTY.window, scope=COUNTY.scope))

    assert of(slot(2, "15:59", "18:31")) == [
        "周二小学结束时间 18:31 晚于 18:30。",
        "周二小学开始时间 15:59 早于 16:00。",
    ]
    assert of(slot(6)) == ["周六不是课后服务日，只能安排在周一、周二、周三、周四、周五。"]
    assert of(slot(1, "11:59", "14:00", service="lunch")) == ["周一 11:59–14:00早于午间服务最早开始时间 12:00。"]
    assert of(slot(1, "19:00", "20:30", service="evening_study")) == ["周一 19:00–20:30：不得开展晚自习。"]


@pytest.mark.parametrize(
    ("stage", "slots", "sentences"),
    [
        ("primary", [slot(1, "16:00", "18:00")], []),
        ("primary", [slot(1, "16:00", "17:59")], ["小学周一服务 119 分钟，少于每日 120 分钟。"]),
        ("primary", [slot(1, "16:00", "17:00"), slot(1, "17:00", "18:00")], []),
        (
            "primary",
            [slot(1, "16:00", "17:00"), slot(2, "16:00", "18:00")],
            ["小学周一服务 60 分钟，少于每日 120 分钟。"],
        ),
        (
            "nine_year",
            [slot(1, "16:00", "18:00", grade_to=6), slot(1, "17:00", "18:00", grade_from=7)],
            ["初中周一服务 60 分钟，少于每日 120 分钟。"],
        ),
    ],
    ids=["enough", "a minute short", "two slots", "one day of two", "one stage of two"],
)
def test_minutes_a_day(stage, slots, sentences):
    findings = list(schedule.check_minutes_a_day(slots, stage, COUNTY.window))
    assert said(findings) == sentences
    assert seen(findings) <= {("minutes_a_day", "warn", "minimum_minutes_a_day")}
    assert list(schedule.check_minutes_a_day(slots, stage, replace(COUNTY.window, minimum_minutes_a_day=None))) == []


@pytest.mark.parametrize(
    ("days", "changes", "sentences"),
    [
        ((1, 2, 3, 4, 5), {}, []),
        ((1, 2, 3, 4), {}, ["每周开展 4 天，少于 5 天，还没有安排周五。"]),
        ((2, 3, 4), {}, ["每周开展 3 天，少于 5 天，还没有安排周一、周五。"]),
        ((2, 3, 4), {"weekdays": ()}, ["每周开展 3 天，少于 5 天，还没有安排周一、周五。"]),
        ((1, 2, 3, 4, 5), {"weekdays": (), "days_a_week": 6}, ["每周开展 5 天，少于 6 天。"]),
        ((1,), {"days_a_week": None}, []),
    ],
    ids=["all", "four", "three", "any weekday", "nothing to name", "no limit"],
)
def test_days_a_week(days, changes, sentences):
    slots = [slot(day) for day in (*days, days[0])]
    findings = list(schedule.check_days_a_week(slots, replace(COUNTY.window, **changes)))
    assert said(findings) == sentences
    assert seen(findings) <= {("days_a_week", "warn", "days_a_week")}


def test_a_plan_answers_for_each_slot_and_for_the_whole_week():
    four = replace(PLAN, slots=(*WEEK[:3], slot(4, "16:20", "18:31")))
    assert seen(schedule.check_schedule(four, COUNTY)) == {LATE, ("days_a_week", "warn", "days_a_week")}


def test_what_does_not_count_fills_neither_day_nor_week():
    noon = [slot(day, "12:00", "14:00", service="midday_care") for day in (1, 5)]
    short = replace(PLAN, slots=(slot(1, "16:20", "17:20"), *WEEK[1:4], *noon))
    assert seen(schedule.check_schedule(short, COUNTY)) == {
        NOT_COUNTED,
        ("minutes_a_day", "warn", "minimum_minutes_a_day"),
        ("days_a_week", "warn", "days_a_week"),
    }
    assert seen(schedule.check_schedule(replace(PLAN, slots=tuple(noon)), COUNTY)) == {NOT_COUNTED}


def test_minutes_are_counted_once_and_from_where_they_begin():
    hours = [(slot(1, "00:00", "00:30")), slot(1, "00:10", "00:20"), slot(1, "01:00", "01:05")]
    assert rules.covered_minutes((each.starts_at, each.ends_at) for each in hours) == 35


def test_the_strictest_finding_comes_first():
    late = (*WEEK[:4], slot(5, "16:20", "18:31"))
    facts = replace(PLAN, slots=late, activities=(*PLAN.activities, replace(ARTS, weekdays=(6,))))
    severities = [finding.severity.strictness for finding in rules.check_plan(facts, COUNTY, today=TODAY)]
    assert severities == [2, 1]
    findings = rules.check_plan(facts, COUNTY, today=TODAY)
    assert rules.blocking(findings) == [finding for finding in findings if finding.severity is Severity.BLOCK] != []
