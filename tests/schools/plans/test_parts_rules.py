"""What a plan must contain: each part by itself, and which field of the policy a finding was read from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bureaus.policies.kinds import FeeModel, Gate, PlanParts
from schools.plans.rules import PROVIDER_CONTRACT, parts
from tests.schools.plans.examples import ARTS, COUNTY, PARTS, PLAN, PROVIDER, SPORTS, WEEK, policy, said, seen, slot

CLUB = replace(ARTS, provider=PROVIDER)
SIGNED = frozenset({PROVIDER_CONTRACT})


def without(*names: str):
    return {"texts": PLAN.texts | dict.fromkeys(names, " ")}


@pytest.mark.parametrize(
    ("changes", "part", "severity", "sentence", "where"),
    [
        ({"slots": ()}, "schedule", "warn", "没有写服务时间：请添加每天的服务时段。", "schedule"),
        (without("organization"), "staffing", "warn", "没有写人员安排：", "texts"),
        (without("safety_measures"), "safety", "warn", "没有写安全措施：", "texts"),
        (without("emergency_plan"), "emergency_plan", "warn", "没有写应急预案：", "texts"),
        (without("management_rules"), "management_rules", "warn", "没有写管理制度：", "texts"),
        (without("insurance"), "insurance", "warn", "没有写校方责任险：", "texts"),
        (without("risk_assessment"), "risk_assessment", "block", "没有写风险评估：", "texts"),
        ({"fee_amount": None}, "fee", "warn", "不收费的填 0。", "fee"),
        ({"fee_unit": ""}, "fee", "warn", "请选择计费单位。", "fee"),
        ({"fee_document": " "}, "fee", "warn", "请填写收费依据的文号。", "fee"),
        (
            {"activities": (*PLAN.activities, replace(ARTS, name="书法", content=" "))},
            "content",
            "warn",
            "服务内容不完整：请写明“书法”的内容。",
            "activities",
        ),
        (
            {"activities": tuple(replace(each, weekdays=(1, 2, 4)) for each in PLAN.activities)},
            "student_activities",
            "warn",
            "学生活动不完整：周三、周五有服务时段，没有安排活动。",
            "activities",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value in {part["part"] for part in PARTS} else "",
)
def test_a_missing_part(changes, part, severity, sentence, where):
    (finding,) = parts.check_parts(replace(PLAN, **changes), COUNTY)
    assert seen([finding]) == {(f"part_{part}", severity, f"parts.{part}")}
    assert sentence in finding.message
    assert finding.where == where


def test_without_activities_two_parts_are_missing():
    findings = list(parts.check_parts(replace(PLAN, activities=()), COUNTY))
    assert said(findings) == [
        "没有写服务内容：请添加活动，先写作业辅导和体育活动。",
        "没有写学生活动：请安排每天的学生活动。",
    ]
    assert {finding.where for finding in findings} == {"activities"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"fee_amount": Decimal(0), "fee_unit": "", "fee_document": ""},
        {"activities": (*PLAN.activities, CLUB), "attachment_purposes": SIGNED},
        {"slots": (*WEEK, slot(1, "07:00", "08:00"))},
    ],
    ids=["everything", "no charge", "a signed provider", "two slots a day"],
)
def test_nothing_is_missing(changes):
    assert list(parts.check_parts(replace(PLAN, **changes), COUNTY)) == []


def test_a_free_county_asks_for_no_fee():
    free = replace(COUNTY, fee=replace(COUNTY.fee, model=FeeModel.FREE))
    assert list(parts.check_parts(replace(PLAN, fee_amount=None), free)) == []


def test_a_provider_needs_its_contract_as_a_part_and_at_the_gate():
    facts = replace(PLAN, activities=(SPORTS, CLUB, replace(CLUB, name="足球")))
    findings = list(parts.check_parts(facts, COUNTY))
    assert seen(findings) == {
        ("part_provider_contract", "warn", "parts.provider_contract"),
        ("contract", "warn", "gate"),
    }
    assert [finding.where for finding in findings] == ["attachments", "attachments"]
    assert said(findings) == [
        "没有上传机构协议：“合唱、足球”由第三方机构承担。",
        "引进了第三方机构（合唱、足球），请先完成招投标、签订协议并上传协议。",
    ]
    early = replace(COUNTY, gate=replace(COUNTY.gate, gate=Gate.BEFORE_START))
    assert {finding.code for finding in parts.check_parts(facts, early)} == {"part_provider_contract"}
    other_paper = replace(facts, attachment_purposes=frozenset({"emergency_plan"}))
    assert len(list(parts.check_parts(other_paper, COUNTY))) == 2


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, False),
        ({"answers_count": 0}, False),
        ({"answers_count": 1, **without("survey_summary")}, False),
        ({"answers_count": 0, **without("survey_summary")}, True),
    ],
    ids=["both", "written", "counted", "neither"],
)
def test_the_survey_comes_before_the_plan(changes, asked):
    facts = replace(PLAN, **changes)
    findings = list(parts.check_gate(facts, COUNTY))
    assert seen(findings) == ({("survey", "warn", "survey_before_plan")} if asked else set())
    assert {finding.where for finding in findings} <= {"texts"}
    never = replace(COUNTY, gate=replace(COUNTY.gate, survey_before_plan=False))
    assert list(parts.check_gate(facts, never)) == []


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [("insurance", "insurance", "liability_insurance"), ("risk_assessment", "risk_assessment", "risk_assessment")],
)
def test_safety_is_asked_for_where_no_part_covers_it(text, code, field):
    facts = replace(PLAN, **without(text))
    no_parts = replace(COUNTY, parts=PlanParts())
    (finding,) = parts.check_safety(facts, no_parts)
    assert (seen([finding]), finding.where) == ({(code, "warn", field)}, "texts")
    assert list(parts.check_safety(PLAN, no_parts)) == []
    assert list(parts.check_safety(facts, COUNTY)) == []
    assert list(parts.check_safety(facts, replace(no_parts, safety=replace(COUNTY.safety, **{field: False})))) == []
    schedule_only = replace(COUNTY, parts=policy(PlanParts, parts=PARTS[:1]))
    assert [found.code for found in parts.check_parts(facts, schedule_only)] == [code]
