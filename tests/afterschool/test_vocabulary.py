"""The words of the field: what they say, and that no second list of them stands anywhere."""

import ast
import inspect
from enum import Enum
from pathlib import Path

import pytest
from django.conf import settings

from afterschool.values import vocabulary
from afterschool.values.vocabulary import (
    WEEKLY_SERVICES,
    FeeUnit,
    SchoolStage,
    Stage,
    Weekday,
    days_label,
    grades_label,
)

ROOT = Path(__file__).resolve().parents[2]
NUMERALS = "一二三"


@pytest.mark.parametrize(
    ("days", "words"),
    [([3], "周三"), ([2, 4], "周二、周四"), ([5, 1, 2, 3, 4], "周一至周五"), ([6, 7], "周六、周日"), ([], "")],
)
def test_days_are_named_as_people_say_them(days, words):
    assert days_label(days) == words
    assert [weekday.short for weekday in Weekday] == list("一二三四五六日")


@pytest.mark.parametrize(("first", "last", "words"), [(1, 6, "一至六年级"), (3, 3, "三年级"), (7, 9, "七至九年级")])
def test_grades_are_named_as_people_say_them(first, last, words):
    assert grades_label(first, last) == words


@pytest.mark.parametrize(
    ("school", "stages", "grades"),
    [
        (SchoolStage.PRIMARY, (Stage.PRIMARY,), (1, 6)),
        (SchoolStage.JUNIOR, (Stage.JUNIOR,), (7, 9)),
        (SchoolStage.NINE_YEAR, (Stage.PRIMARY, Stage.JUNIOR), (1, 9)),
    ],
)
def test_a_nine_year_school_has_both_stages(school, stages, grades):
    assert (school.stages, school.grades) == (stages, grades)


def test_a_unit_is_written_behind_an_amount_and_behind_a_number():
    assert [unit.price for unit in FeeUnit] == ["元/生·课时", "元/生·月", "元/生·学期"]
    assert [unit.counter for unit in FeeUnit] == ["课时", "个月", "学期"]


def test_the_timetable_of_a_week_knows_no_care_in_the_holidays():
    assert {"holiday_care", "summer_care"}.isdisjoint(dict(WEEKLY_SERVICES))
    assert "after_school" in dict(WEEKLY_SERVICES)


def product_modules():
    paths = [path for app in settings.FLOORS for path in (ROOT / app.replace(".", "/")).rglob("*.py")]
    paths = [path for path in paths if "migrations" not in path.parts and path.name != "vocabulary.py"]
    assert len(paths) > 200, "the modules moved, and nobody looks at them"
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def members():
    """Value and label of every member of every enumeration of the vocabulary."""
    classes = [c for _, c in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(c, Enum)]
    return {(member.value, member.label) for c in classes for member in c}


def pairs_of(module):
    """What looks like a value with its label: `X = "lesson", "每课时"` and `{"lesson": "每课时"}`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            yield tuple(getattr(element, "value", None) for element in node.elts)
        elif isinstance(node, ast.Dict):
            yield from (
                (getattr(k, "value", None), getattr(v, "value", None))
                for k, v in zip(node.keys, node.values, strict=True)
            )


def test_no_second_list_of_the_same_words():
    known = members()
    again = [
        f"{path}: {pair}" for path, module in product_modules().items() for pair in pairs_of(module) if pair in known
    ]
    assert again == []


def test_nobody_spells_weekdays_or_grades_by_himself():
    spelled = [
        f"{path}:{node.lineno}"
        for path, module in product_modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(NUMERALS)
    ]
    assert spelled == []
