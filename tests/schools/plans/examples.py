"""A county that states everything, each field and entry under an article of its own, and a plan that breaks nothing in it.

So a finding shows by its article and severity which field of the policy it was read from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from afterschool.values.clauses import Clause
from bureaus.policies.kinds import (
    ActivityContent,
    FeeRules,
    PlanGate,
    PlanParts,
    ProviderRules,
    SafetyRules,
    ServiceModels,
    ServiceScope,
    ServiceWindow,
    StaffRules,
)
from bureaus.policies.rules import merge
from bureaus.policies.values import Level, PolicyValue, Severity, Statement
from schools.plans.rules import ActivityFacts, Finding, PlanFacts, PlanPolicies, ProviderFacts, SlotFacts
from schools.staff.rules import StaffFacts

Kind = TypeVar("Kind", bound=PolicyValue)
TODAY = date(2021, 9, 1)


def policy(kind: type[Kind], **fields: Any) -> Kind:
    """One statement for each field, or each of its entries; the last entry of a field blocks, everything else warns."""
    statements = []
    for name, value in fields.items():
        pieces = list(_pieces(kind, name, value))
        for article, part in pieces:
            severity = Severity.BLOCK if len(pieces) > 1 and part is pieces[-1][1] else Severity.WARN
            clause = Clause("示例县办法", "", article)
            statements.append(
                Statement(Level.COUNTY, severity, clause, kind.read_part({name: part}), date(2021, 1, 1), None)
            )
    return merge(kind, statements)


def _pieces(kind: type[PolicyValue], name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        yield from ((f"{name}.{key}", {key: part}) for key, part in value.items())
    elif isinstance(value, list) and isinstance(value[0], dict):
        yield from ((f"{name}.{kind.read_part({name: [part]})[name][0].key}", [part]) for part in value)
    else:
        yield name, value


def named(*codes: str) -> list[dict[str, str]]:
    return [{"code": code, "name": code} for code in codes]


BASICS = ["homework_guidance", "physical_activity"]
PARTS = [
    {"part": part, "name": name}
    for part, name in {
        "schedule": "服务时间",
        "content": "服务内容",
        "student_activities": "学生活动",
        "staffing": "人员安排",
        "safety": "安全措施",
        "emergency_plan": "应急预案",
        "management_rules": "管理制度",
        "fee": "收费事项",
        "provider_contract": "机构协议",
        "insurance": "校方责任险",
        "risk_assessment": "风险评估",
    }.items()
]
COUNTY = PlanPolicies(
    window=policy(
        ServiceWindow,
        weekdays=[1, 2, 3, 4, 5],
        earliest_start={"primary": "16:00", "junior": "16:30"},
        latest_end={"primary": "18:30", "junior": "19:00"},
        midday_from={"winter": "12:30", "summer": "12:00"},
        minimum_minutes_a_day=120,
        days_a_week=5,
    ),
    scope=policy(
        ServiceScope,
        services=[
            {"service": "extended_care", "name": "延时托管", "counted": True},
            {"service": "midday_care", "name": "午休看管"},
            {"service": "lunch", "name": "午餐", "counted": True},
            {"service": "evening_study", "name": "晚自习", "offered": False},
            {"service": "morning_care", "name": "早到校看管"},
            {"service": "summer_care", "name": "暑期托管", "counted": True},
        ],
    ),
    models=policy(
        ServiceModels,
        models=[
            {"code": "2+N", "name": "2+N", "basics": BASICS, "further_categories": 1},
            {"code": "2+3", "name": "2+3", "basics": BASICS, "further_categories": 3},
            {"code": "5+2", "name": "5+2", "days": 5, "minutes": 120},
        ],
        promoted=["2+3"],
        science_required={"urban": True, "township": False},
    ),
    content=policy(
        ActivityContent,
        forbidden=named("collective_teaching", "new_lessons"),
        exercise_minutes_a_day=60,
        self_study_minutes_a_day=60,
    ),
    parts=policy(PlanParts, parts=PARTS),
    gate=policy(PlanGate, gate="after_tender_and_contract", survey_before_plan=True),
    fee=policy(
        FeeRules,
        units=["lesson", "term"],
        caps=[
            {"unit": "lesson", "stage": "primary", "amount": "3"},
            {"unit": "lesson", "stage": "junior", "amount": "2"},
            {"unit": "term", "amount": "400"},
        ],
        lesson_minutes={"primary": 40, "junior": 45},
        channels=["school_account"],
        forbidden_channels=["parents_committee"],
    ),
    provider=policy(
        ProviderRules,
        selection_level="bureau_shortlist",
        non_academic_only=True,
        blacklist_years=3,
        mechanisms=named("entry", "exit"),
        forbidden=named("academic_teaching", "advertising"),
    ),
    staff=policy(StaffRules, own_teachers_first=True, voluntary=True, vetting=True),
    safety=policy(SafetyRules, liability_insurance=True, risk_assessment=True),
)

TEACHER, OTHER, THIRD, FOURTH = (StaffFacts(pk=n, name=f"教师示例{n}") for n in (1, 2, 3, 4))
OUTSIDE = StaffFacts(
    pk=9, name="外聘示例", is_outside=True, qualification="教练证", record_checked_on=TODAY, vetting_expires_on=TODAY
)  # fmt: skip
PROVIDER = ProviderFacts("示例机构")


def slot(day: int, starts: str = "16:20", ends: str = "18:20", **more: Any) -> SlotFacts:
    return SlotFacts(day, time.fromisoformat(starts), time.fromisoformat(ends), **more)


def activity(category: str, starts: str, ends: str, teacher: StaffFacts, name: str = "", **more: Any) -> ActivityFacts:
    values = {"weekdays": (1, 2, 3, 4, 5), "content": "写明了", **more}
    return ActivityFacts(
        name or category,
        category,
        starts_at=time.fromisoformat(starts),
        ends_at=time.fromisoformat(ends),
        teacher=teacher,
        **values,
    )


WEEK = tuple(slot(day) for day in range(1, 6))
HOMEWORK = activity("homework_guidance", "16:20", "17:20", TEACHER, "课业辅导")
SPORTS = activity("physical_activity", "17:20", "18:20", TEACHER, "阳光体育")
SCIENCE = activity("science_education", "17:20", "18:20", OTHER, "科学实验")
ARTS = activity("arts", "17:20", "18:20", THIRD, "合唱")
LABOR = activity("labor", "17:20", "18:20", FOURTH, "种植")
PLAN = PlanFacts(
    "primary",
    "urban",
    WEEK,
    (HOMEWORK, SPORTS, SCIENCE, ARTS, LABOR),
    dict.fromkeys(
        ("survey_summary", "organization", "management_rules", "safety_measures", "emergency_plan", "risk_assessment", "insurance"),
        "写明了",
    ),
    exercise_minutes=60,
    fee_amount=Decimal(3),
    fee_unit="lesson",
    fee_document="示发改〔2021〕1号",
    answers_count=3,
)  # fmt: skip

Seen = tuple[str, str, str]


def seen(findings: list[Finding] | Iterator[Finding]) -> set[Seen]:
    """Code, severity and article of each finding."""
    return {(found.code, found.severity.value, found.clause.article if found.clause else "") for found in findings}


def said(findings: list[Finding] | Iterator[Finding]) -> list[str]:
    return [found.message for found in findings]
