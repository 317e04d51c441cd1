"""Who may serve: both sides of every limit, and which field of the policy a finding was read from."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bureaus.policies.kinds import SelectionLevel
from schools.plans import rules
from schools.plans.rules import people
from tests.schools.plans.examples import (
    ARTS,
    COUNTY,
    HOMEWORK,
    OTHER,
    OUTSIDE,
    PLAN,
    PROVIDER,
    SPORTS,
    TEACHER,
    TODAY,
    said,
    seen,
)

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
VETTING = {("staff_vetting", "warn", "vetting")}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        pytest.param(TEACHER, set(), id="a teacher"),
        pytest.param(
            replace(TEACHER, is_active=False), {("staff_inactive", "block", "own_teachers_first")}, id="who has left"
        ),
        pytest.param(replace(TEACHER, volunteered=False), {("staff_voluntary", "warn", "voluntary")}, id="made to"),
        pytest.param(OUTSIDE, set(), id="vetted today, for the last day"),
        pytest.param(replace(OUTSIDE, vetting_expires_on=YESTERDAY), VETTING, id="expired yesterday"),
        pytest.param(replace(OUTSIDE, vetting_expires_on=None), VETTING, id="without an end"),
        pytest.param(replace(OUTSIDE, record_checked_on=TOMORROW), VETTING, id="checked tomorrow"),
        pytest.param(replace(OUTSIDE, record_checked_on=None), VETTING, id="never checked"),
        pytest.param(replace(OUTSIDE, qualification=" "), VETTING, id="no qualification"),
        pytest.param(replace(OUTSIDE, is_outside=False, qualification=""), set(), id="the school's own"),
    ],
)
def test_a_person(person, expected):
    findings = list(people.check_staff(person, COUNTY.staff, TODAY))
    assert seen(findings) == expected
    assert {finding.where for finding in findings} <= {"activities"}


def test_what_the_county_does_not_ask_for_is_not_found():
    easy = replace(COUNTY.staff, voluntary=False, vetting=False)
    person = replace(OUTSIDE, volunteered=False, qualification="")
    assert list(people.check_staff(person, easy, TODAY)) == []


def test_everything_that_is_lacking_is_said():
    nothing = replace(OUTSIDE, qualification="", record_checked_on=None, vetting_expires_on=None)
    assert rules.lacking_vetting(nothing, TODAY) == ["没有登记资质", "没有无犯罪记录查询", "没有登记审查有效期"]
    expired = replace(OUTSIDE, vetting_expires_on=YESTERDAY)
    assert rules.lacking_vetting(expired, TODAY) == ["审查已于 2021-08-31 到期"]
    assert said(people.check_staff(nothing, COUNTY.staff, TODAY)) == [
        "外聘人员外聘示例没有登记资质，没有无犯罪记录查询，没有登记审查有效期，审查合格后才能上岗。"
    ]


@pytest.mark.parametrize(
    ("change", "clashes"),
    [
        pytest.param({}, False, id="one begins as the other ends"),
        pytest.param({"starts_at": time(17, 19)}, True, id="a minute together"),
        pytest.param({"starts_at": time(15), "ends_at": time(16, 20)}, False, id="one ends as the other begins"),
        pytest.param({"starts_at": time(15), "ends_at": time(16, 21)}, True, id="a minute together, before"),
        pytest.param({"starts_at": time(17, 19), "teacher": OTHER}, False, id="another teacher"),
        pytest.param({"starts_at": time(17, 19), "weekdays": (6,)}, False, id="another day"),
    ],
)
def test_nobody_is_in_two_places(change, clashes):
    findings = list(people.check_double_booking((HOMEWORK, replace(SPORTS, **change)), COUNTY))
    assert seen(findings) == ({("teacher_double_booked", "block", "parts.staffing")} if clashes else set())
    assert {finding.where for finding in findings} <= {"activities"}


def test_the_days_on_which_somebody_is_in_two_places_are_named():
    both = HOMEWORK, replace(SPORTS, starts_at=time(17), weekdays=(6, 5, 2))
    assert said(people.check_double_booking(both, COUNTY)) == [
        "教师示例1周二、周五同时安排在“课业辅导”和“阳光体育”，时间重叠。"
    ]


FIRST_OF_TWO = "mechanisms.exit"  # a field without a key cites its last entry


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({}, set(), id="shortlisted"),
        pytest.param(
            {"blacklisted_until": date(2026, 1, 1), "status": "blacklisted"},
            {("provider_blacklisted", "block", "blacklist_years")},
            id="blacklisted, said once",
        ),
        pytest.param({"is_academic": True}, {("provider_academic", "warn", "non_academic_only")}, id="academic"),
        pytest.param({"license_expires_on": TODAY}, set(), id="licensed for the last day"),
        pytest.param(
            {"license_expires_on": YESTERDAY}, {("provider_license", "block", FIRST_OF_TWO)}, id="license expired"
        ),
        pytest.param({"status": "removed"}, {("provider_out", "block", FIRST_OF_TWO)}, id="removed"),
        pytest.param({"status": "suspended"}, {("provider_out", "block", FIRST_OF_TWO)}, id="suspended"),
        pytest.param({"status": "blacklisted"}, {("provider_out", "block", FIRST_OF_TWO)}, id="blacklisted by status"),
        pytest.param(
            {"status": "registered"}, {("provider_not_shortlisted", "warn", "selection_level")}, id="not on the list"
        ),
    ],
)
def test_a_provider(change, expected):
    findings = list(people.check_provider(ARTS, replace(PROVIDER, **change), COUNTY.provider, TODAY))
    assert seen(findings) == expected
    assert {finding.where for finding in findings} <= {"activities"}


def test_a_provider_does_not_do_homework():
    (finding,) = people.check_provider(HOMEWORK, PROVIDER, COUNTY.provider, TODAY)
    assert seen([finding]) == {("provider_teaches", "warn", "forbidden.academic_teaching")}
    other_rules = replace(COUNTY.provider, forbidden=COUNTY.provider.forbidden[1:])
    assert list(people.check_provider(HOMEWORK, PROVIDER, other_rules, TODAY)) == []


def test_where_schools_hold_tenders_and_take_anybody_no_list_is_asked_for():
    free = replace(COUNTY.provider, selection_level=SelectionLevel.SCHOOL_TENDER, non_academic_only=False)
    unlisted = replace(PROVIDER, status="registered", is_academic=True)
    assert list(people.check_provider(ARTS, unlisted, free, TODAY)) == []
    removed = replace(PROVIDER, status="removed")
    assert said(people.check_provider(ARTS, removed, free, TODAY)) == ["“合唱”的机构“示例机构”已被取消资格。"]


def test_a_plan_answers_for_everybody_in_it_once():
    forced = replace(OTHER, volunteered=False)
    club = replace(ARTS, teacher=forced, provider=replace(PROVIDER, status="registered"))
    facts = replace(PLAN, activities=(HOMEWORK, club, replace(club, name="书法", provider=None)))
    assert [finding.code for finding in people.check_people(facts, COUNTY, TODAY)] == [
        "staff_voluntary",
        "teacher_double_booked",
        "provider_not_shortlisted",
    ]
