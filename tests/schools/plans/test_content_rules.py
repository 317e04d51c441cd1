"""What a service may consist of: both sides of every limit, and which field of the policy a finding was read from."""

from dataclasses import replace
from datetime import time

import pytest

from bureaus.policies.kinds import ServiceModel
from schools.plans import rules
from schools.plans.rules import content
from tests.schools.plans.examples import (
    ARTS,
    BASICS,
    COUNTY,
    HOMEWORK,
    LABOR,
    OTHER,
    PLAN,
    SCIENCE,
    SPORTS,
    TODAY,
    WEEK,
    activity,
    said,
    seen,
    slot,
)

SCHEDULE = "parts.schedule"
OUTSIDE = {("activity_outside_slot", "block", SCHEDULE)}


@pytest.mark.parametrize(
    ("change", "slots", "expected"),
    [
        pytest.param({}, WEEK, set(), id="from the first to the last minute"),
        pytest.param({"starts_at": time(16, 19)}, WEEK, OUTSIDE, id="a minute early"),
        pytest.param({"ends_at": time(18, 21)}, WEEK, OUTSIDE, id="a minute late"),
        pytest.param({}, WEEK[:4], OUTSIDE, id="a day without a slot"),
        pytest.param({}, tuple(slot(day, grade_to=5) for day in range(1, 6)), OUTSIDE, id="not for the oldest"),
        pytest.param({}, tuple(slot(day, grade_from=2) for day in range(1, 6)), OUTSIDE, id="not for the youngest"),
        pytest.param(
            {"grade_from": 2, "grade_to": 5},
            tuple(slot(day, grade_from=2, grade_to=5) for day in range(1, 6)),
            set(),
            id="for exactly these grades",
        ),
        pytest.param({"grade_from": 6, "grade_to": 6}, WEEK, set(), id="one grade"),
        pytest.param(
            {"grade_from": 7, "grade_to": 9},
            WEEK,
            {("activity_grades", "block", SCHEDULE)},
            id="grades of another school",
        ),
        pytest.param(
            {"starts_at": time(12), "ends_at": time(14), "weekdays": (1,)},
            (slot(1, "12:00", "14:00", service="midday_care"),),
            OUTSIDE,
            id="a slot that does not count",
        ),
    ],
)
def test_an_activity_lies_inside_a_slot_that_counts_and_is_for_its_grades(change, slots, expected):
    club = replace(activity("arts", "16:20", "18:20", OTHER), **change)
    findings = list(content.check_inside_slots(club, replace(PLAN, slots=slots), COUNTY))
    assert seen(findings) == expected
    assert {finding.where for finding in findings} <= {"activities"}


def test_the_days_without_a_slot_are_named():
    club = replace(ARTS, weekdays=(6, 3, 1))
    (sentence,) = said(content.check_inside_slots(club, replace(PLAN, slots=WEEK[:1]), COUNTY))
    assert sentence == "“合唱”周三、周六 17:20–18:20 不在当天的课后服务时段内。"


def test_words_are_pointed_at_only_where_a_document_forbids_something():
    club = replace(ARTS, content="期末备考，刷题")
    found = list(content.check_words(club, COUNTY.content))
    assert seen(found) == {("forbidden_content", "warn", "forbidden.new_lessons")}
    assert "“刷题、备考”" in said(found)[0] and found[0].where == "activities"
    assert list(content.check_words(club, replace(COUNTY.content, forbidden=()))) == []
    assert list(content.check_words(ARTS, COUNTY.content)) == []


MODEL = ServiceModel(code="2+3", name="2+3", basics=tuple(BASICS), further_categories=3)


@pytest.mark.parametrize(
    ("model", "activities", "slots", "missing"),
    [
        (MODEL, (HOMEWORK, SPORTS, SCIENCE, ARTS, LABOR), WEEK, []),
        (MODEL, (HOMEWORK, SPORTS, SCIENCE, ARTS), WEEK, ["其他类别应不少于 3 类，现有 文艺、科学教育，还差 1 类"]),
        (MODEL, (HOMEWORK, SPORTS), WEEK, ["其他类别应不少于 3 类，现有 无，还差 3 类"]),
        (MODEL, (HOMEWORK, SCIENCE, ARTS, LABOR), WEEK, ["缺体育活动"]),
        (replace(MODEL, further_categories=None), (HOMEWORK, SPORTS), WEEK, []),
        (replace(MODEL, further_categories=None, science_required=True), (HOMEWORK, SPORTS), WEEK, ["缺科学教育"]),
        (replace(MODEL, science_required=True), (HOMEWORK, SPORTS, SCIENCE, ARTS, LABOR), WEEK, []),
        (ServiceModel(code="5+2", name="5+2", days=5), (), WEEK, []),
        (ServiceModel(code="5+2", name="5+2", days=5), (), (*WEEK[:4], WEEK[0]), ["每周 4 天，应为 5 天"]),
        (ServiceModel(code="5+2", name="5+2", minutes=120), (), WEEK, []),
        (
            ServiceModel(code="5+2", name="5+2", minutes=120),
            (),
            (slot(4, "16:20", "18:19"), slot(2, "16:20", "17:20"), slot(2, "17:20", "18:20"), slot(1, "16:20", "18:00")),
            ["周一、周四不足 120 分钟"],
        ),
    ],
    ids=["all", "one short", "none", "a basic", "basics alone", "science", "with science", "days", "a day short",
         "minutes", "a minute short"],
)  # fmt: skip
def test_what_is_missing_for_a_model(model, activities, slots, missing):
    assert rules.missing_of(model, replace(PLAN, activities=activities, slots=slots)) == missing


@pytest.mark.parametrize(
    ("area", "activities", "expected"),
    [
        ("urban", (HOMEWORK, SPORTS, SCIENCE, ARTS, LABOR), set()),
        ("urban", (HOMEWORK, SPORTS, SCIENCE), {("model_2+3", "warn", "promoted")}),
        ("township", (HOMEWORK, SPORTS, SCIENCE), {("model_2+3", "note", "promoted")}),
        ("urban", (HOMEWORK, SPORTS), {("model_2+3", "warn", "promoted"), ("model_2+N", "note", "models.2+N")}),
    ],
    ids=["reached", "urban", "township", "neither"],
)
def test_promoted_models_are_asked_of_urban_schools_and_the_basics_are_suggested(area, activities, expected):
    found = list(content.check_service_models(replace(PLAN, area=area, activities=activities), COUNTY.models))
    assert seen(found) == expected
    assert {each.where for each in found} <= {"activities"}


def test_a_promoted_2_plus_n_is_asked_of_every_school():
    models = replace(COUNTY.models, promoted=("2+N",))
    facts = replace(PLAN, area="township", activities=(HOMEWORK, SPORTS))
    assert seen(content.check_service_models(facts, models)) == {("model_2+N", "warn", "promoted")}


@pytest.mark.parametrize(
    ("required", "area", "activities", "words"),
    [
        ({"urban": True}, "urban", (ARTS,), "城区学校要"),
        ({"urban": True}, "urban", (ARTS, SCIENCE), None),
        ({"urban": True}, "township", (ARTS,), None),
        ({"urban": True, "township": False}, "township", (ARTS,), None),
        ({"all": True}, "township", (ARTS,), "学校要"),
        ({"urban": False, "all": True}, "urban", (ARTS,), None),
        (None, "urban", (ARTS,), None),
    ],
)
def test_science(required, area, activities, words):
    models = replace(COUNTY.models, science_required=required)
    found = list(content.check_science(replace(PLAN, area=area, activities=activities), models))
    assert [finding.code for finding in found] == ["science_required"] * (words is not None)
    assert words is None or said(found)[0].startswith(words)


def test_science_cites_what_was_said_of_urban_schools():
    (finding,) = content.check_science(replace(PLAN, activities=(ARTS,)), COUNTY.models)
    assert seen([finding]) == {("science_required", "warn", "science_required.urban")}
    assert finding.where == "activities"


@pytest.mark.parametrize(
    ("homework", "short"),
    [
        (("16:20", "17:10"), []),
        (("16:20", "17:09"), ["周一、周二、周三、周四、周五的作业辅导和阅读合计不到 60 分钟左右。"]),
    ],
    ids=["about an hour", "a minute less"],
)
def test_about_an_hour_of_homework_each_day(homework, short):
    facts = replace(PLAN, activities=(activity("homework_guidance", *homework, OTHER), SPORTS))
    found = list(content.check_self_study(facts, COUNTY))
    assert said(found) == short
    assert seen(found) <= {("self_study", "warn", "self_study_minutes_a_day")}


def test_reading_counts_as_self_study_and_only_on_its_own_days():
    reading = activity("reading", "16:40", "17:20", OTHER, weekdays=(1, 2))
    facts = replace(PLAN, activities=(activity("homework_guidance", "16:20", "16:40", OTHER), reading, SPORTS))
    assert said(content.check_self_study(facts, COUNTY)) == ["周三、周四、周五的作业辅导和阅读合计不到 60 分钟左右。"]
    noon = slot(6, "12:00", "14:00", service="midday_care")
    assert list(content.check_self_study(replace(PLAN, slots=(*WEEK, noon)), COUNTY)) == []
    assert list(content.check_self_study(replace(facts, slots=()), COUNTY)) == []
    free = replace(COUNTY, content=replace(COUNTY.content, self_study_minutes_a_day=None))
    assert list(content.check_self_study(facts, free)) == []


@pytest.mark.parametrize(
    ("minutes", "have"), [(60, None), (59, "现填 59 分钟"), (0, "还没有填写"), (None, "还没有填写")]
)
def test_an_hour_of_exercise(minutes, have):
    found = list(content.check_exercise(replace(PLAN, exercise_minutes=minutes), COUNTY.content))
    assert [each.where for each in found] == ["texts"] * (have is not None)
    assert seen(found) <= {("exercise", "warn", "exercise_minutes_a_day")}
    assert have is None or have in said(found)[0]
    assert list(content.check_exercise(PLAN, replace(COUNTY.content, exercise_minutes_a_day=None))) == []


def test_a_plan_answers_for_all_of_it():
    words, outside = replace(ARTS, content="刷题"), replace(LABOR, weekdays=(6,))
    facts = replace(PLAN, activities=(words, outside), exercise_minutes=0)
    assert {finding.code for finding in rules.check_plan(facts, COUNTY, today=TODAY)} >= {
        "forbidden_content",
        "activity_outside_slot",
        "model_2+N",
        "model_2+3",
        "science_required",
        "self_study",
        "exercise",
    }
    assert {f.code for f in content.check_content(replace(facts, activities=()), COUNTY)} == {"exercise"}
