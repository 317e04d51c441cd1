"""Rules of a plan against the policies of each document: tables of examples, the clause in the test id."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureaus.policies import packs
from bureaus.policies import rules as policy_rules
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
from schools.plans import rules
from schools.plans.rules import ActivityFacts, PlanFacts, PlanPolicies, ProviderFacts, SlotFacts
from schools.staff.rules import StaffFacts

TEACHER = StaffFacts(pk=1, name="教师示例")
OTHER = StaffFacts(pk=2, name="教师样本")
WEEK = tuple(SlotFacts(day, time(16, 20), time(18, 20)) for day in range(1, 6))
TEXTS = dict.fromkeys(("survey_summary", "organization", "management_rules", "safety_measures", "emergency_plan", "risk_assessment", "insurance"), "写明了")  # fmt: skip


def policies(*codes: str, on: date) -> PlanPolicies:
    """What holds on a day where these packs were adopted, with the national pack and the platform's defaults."""
    shipped = packs.all_packs()
    chosen = [shipped[code] for code in (packs.DEFAULTS, packs.NATIONAL, *codes)]

    def policy(kind):
        statements = [s for pack in chosen for s in pack.statements_of(kind, on)]
        return policy_rules.merge(kind, statements) if statements else kind()

    kinds = {
        "window": ServiceWindow, "models": ServiceModels, "content": ActivityContent, "scope": ServiceScope,
        "parts": PlanParts, "gate": PlanGate, "fee": FeeRules, "provider": ProviderRules, "staff": StaffRules,
        "safety": SafetyRules,
    }  # fmt: skip
    return PlanPolicies(**{name: policy(kind) for name, kind in kinds.items()})


BAYANNUR = policies("bayannur_2021", on=date(2021, 9, 1))
QUJING = policies("qujing_2020_draft", on=date(2020, 9, 1))
QUJING_2024 = policies("qujing_2020_draft", on=date(2024, 9, 1))
SHAHE = policies("shahe_2021", on=date(2021, 9, 1))
ANXI = policies("anxi_2023", on=date(2023, 9, 1))


def activity(name: str, category: str, start: time, end: time, *, days=(1, 2, 3, 4, 5), **more) -> ActivityFacts:
    values = {"teacher": TEACHER, "kind": "base_care", "content": f"{name}的安排"} | more
    return ActivityFacts(name, category, days, start, end, **values)


HOMEWORK = activity("课业辅导", "homework_guidance", time(16, 20), time(17, 20))
SPORTS = activity("阳光体育", "physical_activity", time(17, 20), time(18, 20))
GOOD = PlanFacts(
    "primary", "urban", WEEK, (HOMEWORK, SPORTS), TEXTS, exercise_minutes=60, fee_amount=Decimal(2), fee_unit="lesson",
    fee_document="示发改〔2021〕1号", answers_count=3,
)  # fmt: skip


def codes(facts: PlanFacts, policies: PlanPolicies = BAYANNUR, today: date = date(2021, 9, 1)) -> set[str]:
    return {finding.code for finding in rules.check_plan(facts, policies, today=today)}


def finding(facts: PlanFacts, code: str, policies: PlanPolicies = BAYANNUR, today: date = date(2021, 9, 1)):
    return next(f for f in rules.check_plan(facts, policies, today=today) if f.code == code)


def test_a_complete_plan_has_nothing_that_blocks():
    assert rules.blocking(rules.check_plan(GOOD, BAYANNUR, today=date(2021, 9, 1))) == []


# --- time -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policies", "stage", "ends_at", "refused"),
    [
        pytest.param(BAYANNUR, "primary", time(18, 30), False, id="巴彦淖尔 三(二): primary 18:30 is in time"),
        pytest.param(BAYANNUR, "primary", time(18, 45), True, id="巴彦淖尔 三(二): primary 18:45 is late"),
        pytest.param(BAYANNUR, "junior", time(19, 0), False, id="巴彦淖尔 三(二): junior 19:00 is in time"),
        pytest.param(BAYANNUR, "junior", time(19, 1), True, id="巴彦淖尔 三(二): junior 19:01 is late"),
        pytest.param(BAYANNUR, "nine_year", time(19, 0), True, id="巴彦淖尔 三(二): all grades, the stricter limit"),
        pytest.param(QUJING, "junior", time(18, 1), True, id="曲靖 三(二): 18:01 is late"),
        pytest.param(SHAHE, "primary", time(18, 1), True, id="沙河 三: 18:01 is late"),
    ],
)
@pytest.mark.req("C-11/primary", "C-11/junior", "D-09/until_six", "E-12/until_six")
def test_latest_end(policies, stage, ends_at, refused):
    slot = SlotFacts(1, time(16, 0), ends_at)
    findings = [f.code for f in rules.check_slot(slot, stage=stage, window=policies.window, scope=policies.scope)]
    assert ("latest_end" in findings) is refused


@pytest.mark.req("C-11/primary")
def test_the_sentence_names_stage_times_and_clause():
    slot = SlotFacts(1, time(16, 20), time(18, 45))
    [result] = rules.check_slot(slot, stage="primary", window=BAYANNUR.window, scope=BAYANNUR.scope)
    assert "小学结束时间 18:45 晚于 18:30" in result.message
    assert result.blocks and "三(二)服务时间" in str(result.clause)


@pytest.mark.parametrize(("first", "last", "refused"), [(1, 6, True), (6, 7, True), (7, 9, False)])
@pytest.mark.req("C-11/primary", "C-11/junior")
def test_a_nine_year_school_is_judged_by_the_grades_a_slot_is_for(first, last, refused):
    slot = SlotFacts(1, time(17, 0), time(18, 50), first, last)
    findings = list(rules.check_slot(slot, stage="nine_year", window=BAYANNUR.window, scope=BAYANNUR.scope))
    assert bool(findings) is refused


@pytest.mark.req("C-11/days")
def test_no_service_on_saturday():
    assert "weekday" in codes(replace(GOOD, slots=(*WEEK, SlotFacts(6, time(9), time(11)))))


@pytest.mark.req("E-12/two_hours")
def test_shahe_two_hours_a_day():
    short = tuple(SlotFacts(day, time(16, 30), time(18, 0)) for day in range(1, 6))
    assert "minutes_a_day" in codes(replace(GOOD, slots=short), SHAHE)
    both = short + tuple(SlotFacts(day, time(14, 0), time(14, 30), service="midday_care") for day in range(1, 6))
    assert "minutes_a_day" not in codes(replace(GOOD, slots=both), SHAHE)


def test_days_a_week_are_named():
    result = finding(replace(GOOD, slots=WEEK[:4]), "days_a_week")
    assert "每周开展 4 天，少于 5 天，还没有安排周五" in result.message and not result.blocks


@pytest.mark.parametrize(
    ("policies", "service", "expected"),
    [
        pytest.param(QUJING_2024, "midday_care", {"service_not_counted"}, id="国家 2023: noon care does not count"),
        pytest.param(QUJING_2024, "after_school", {"service_called_otherwise"}, id="国家 2023: nor under another name"),
        pytest.param(
            QUJING_2024, "evening_study", {"service_not_counted"}, id="国家 2023: evening study does not count"
        ),
        pytest.param(QUJING, "midday_care", set(), id="曲靖 2020 草案: noon counts before 2024"),
    ],
)
def test_what_counts_as_the_service(policies, service, expected):
    hours = (time(18, 0), time(18, 0)) if service == "evening_study" else (time(12, 0), time(14, 0))
    slot = SlotFacts(1, hours[0], time(20, 0) if service == "evening_study" else hours[1], service=service)
    findings = rules.check_slot(slot, stage="primary", window=policies.window, scope=policies.scope)
    assert {f.code for f in findings if f.code.startswith("service")} == expected


# --- parts ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        pytest.param({"slots": ()}, "part_schedule", "请添加每天的服务时段", id="巴彦淖尔 五(三)二: 服务时间"),
        pytest.param({"activities": ()}, "part_content", "请添加活动", id="巴彦淖尔 五(三)二: 服务内容"),
        pytest.param({"text": "organization"}, "part_staffing", "带班领导", id="巴彦淖尔 五(三)二: 人员安排"),
        pytest.param({"text": "safety_measures"}, "part_safety", "场地", id="巴彦淖尔 五(三)二: 安全防范措施"),
        pytest.param({"text": "emergency_plan"}, "part_emergency_plan", "突发情况", id="巴彦淖尔 五(三)二: 应急预案"),
        pytest.param({"text": "management_rules"}, "part_management_rules", "考勤", id="巴彦淖尔 五(三)二: 管理制度"),
        pytest.param({"fee_amount": None}, "part_fee", "不收费的填 0", id="巴彦淖尔 五(三)二: 收费事项"),
        pytest.param({"fee_document": ""}, "part_fee", "依据的文号", id="巴彦淖尔 五(三)二: 收费依据"),
    ],
)
@pytest.mark.req(
    "C-44/time", "C-44/content", "C-44/staff", "C-44/safety", "C-44/emergency_plan", "C-44/rules", "C-44/fees"
)
def test_a_missing_part_says_what_to_write(change, code, words):
    text = change.pop("text", None)
    facts = replace(GOOD, texts=GOOD.texts | {text: "  "} if text else GOOD.texts, **change)
    result = finding(facts, code)
    assert result.blocks and words in result.message and "五(三)程序二" in str(result.clause)


@pytest.mark.req("C-43/surveyed")
def test_survey_before_plan():
    facts = replace(GOOD, answers_count=0, texts=GOOD.texts | {"survey_summary": ""})
    assert finding(facts, "survey").blocks


@pytest.mark.req("C-53/insurance_named", "C-53/risks_named")
def test_insurance_and_risk_assessment_are_asked_for():
    facts = replace(GOOD, texts=GOOD.texts | {"insurance": "", "risk_assessment": ""})
    assert {"insurance", "risk_assessment"} <= codes(facts)


@pytest.mark.req("D-31/contract")
def test_qujing_a_provider_needs_its_contract_first():
    club = activity("篮球", "interest_group", time(17, 20), time(18, 0), kind="club", teacher=OTHER,
                    provider=ProviderFacts("示例机构"))  # fmt: skip
    facts = replace(GOOD, activities=(HOMEWORK, club))
    assert "contract" in codes(facts, QUJING)
    signed = replace(facts, attachment_purposes=frozenset({rules.PROVIDER_CONTRACT}))
    assert "contract" not in codes(signed, QUJING)


# --- content --------------------------------------------------------------------------------------------------------------


def test_an_activity_lies_inside_a_slot_of_its_day():
    early = activity("晨练", "physical_activity", time(7, 0), time(7, 30), days=(1,))
    assert (
        "“晨练”周一 07:00–07:30 不在"
        in finding(replace(GOOD, activities=(HOMEWORK, early)), "activity_outside_slot").message
    )
    assert "activity_outside_slot" not in codes(GOOD)


def test_anxi_two_plus_n_lacks_a_further_category():
    result = finding(GOOD, "model_2+N", ANXI)
    assert "其他类别应不少于 1 类" in result.message and "二1" in str(result.clause)


def test_anxi_two_plus_three_counts_further_categories_and_is_asked_of_urban_schools():
    arts = activity("合唱", "arts", time(17, 20), time(18, 20), teacher=OTHER)
    urban = replace(GOOD, activities=(HOMEWORK, SPORTS, arts))
    required, suggested = (finding(facts, "model_2+3", ANXI) for facts in (urban, replace(urban, area="township")))
    assert "现有 文艺，还差 2 类" in required.message
    assert required.severity.strictness > suggested.severity.strictness


@pytest.mark.parametrize(("area", "required"), [("urban", True), ("township", False)])
def test_anxi_science_in_every_urban_school(area, required):
    assert ("science_required" in codes(replace(GOOD, area=area), ANXI)) is required


@pytest.mark.req("C-13/minutes")
@pytest.mark.parametrize(("minutes", "lacking"), [(None, True), (45, True), (60, False)])
def test_an_hour_of_exercise_a_day(minutes, lacking):
    assert ("exercise" in codes(replace(GOOD, exercise_minutes=minutes))) is lacking


@pytest.mark.req("C-19")
def test_about_an_hour_of_homework_and_reading():
    short = replace(HOMEWORK, ends_at=time(16, 50))
    assert "self_study" in codes(replace(GOOD, activities=(short, SPORTS)))
    assert "self_study" not in codes(replace(GOOD, activities=(replace(HOMEWORK, ends_at=time(17, 10)), SPORTS)))


@pytest.mark.req("C-23/named")
@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("数学补课", True),
        ("自主作业，不讲新课", False),
        ("严禁集体补课。答疑", False),
        ("不得补课", False),
        ("期末备考训练", True),
        ("不限年级集体补课", True),
        ("不仅讲新课，还刷题", True),
        ("学科知识提前学", True),
    ],
)
def test_words_that_sound_like_teaching_ahead(content, shown):
    assert (
        "forbidden_content" in codes(replace(GOOD, activities=(replace(HOMEWORK, content=content), SPORTS)))
    ) is shown


# --- people ---------------------------------------------------------------------------------------------------------------

OUTSIDE = StaffFacts(
    pk=3, name="外聘示例", is_outside=True, qualification="教练证", record_checked_on=date(2021, 8, 1),
    vetting_expires_on=date(2022, 7, 31),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({}, "", id="巴彦淖尔 五(四): vetted"),
        pytest.param({"qualification": ""}, "没有登记资质", id="巴彦淖尔 五(四): no qualification"),
        pytest.param({"record_checked_on": None}, "没有无犯罪记录查询", id="巴彦淖尔 五(四): no record check"),
        pytest.param({"vetting_expires_on": date(2021, 8, 31)}, "到期", id="巴彦淖尔 五(四): expired"),
        pytest.param({"is_outside": False, "qualification": ""}, "", id="巴彦淖尔 四(三)1: own teacher"),
    ],
)
@pytest.mark.req("C-51/persons", "C-27")
def test_people_from_outside_are_vetted(change, words):
    facts = replace(GOOD, activities=(HOMEWORK, replace(SPORTS, teacher=replace(OUTSIDE, **change))))
    findings = [
        f.message for f in rules.check_plan(facts, BAYANNUR, today=date(2021, 9, 1)) if f.code == "staff_vetting"
    ]
    assert (words in findings[0]) if words else not findings


@pytest.mark.req("C-08/willing")
def test_nobody_is_made_to_serve():
    facts = replace(GOOD, activities=(HOMEWORK, replace(SPORTS, teacher=replace(TEACHER, volunteered=False))))
    assert finding(facts, "staff_voluntary").blocks


def test_nobody_is_in_two_places():
    clash = activity("合唱", "arts", time(17, 0), time(18, 0), days=(3,))
    result = finding(replace(GOOD, activities=(HOMEWORK, clash)), "teacher_double_booked")
    assert "周三同时安排在“课业辅导”和“合唱”" in result.message and result.blocks
    assert "teacher_double_booked" not in codes(GOOD)


@pytest.mark.parametrize(
    ("provider", "code"),
    [
        pytest.param({"blacklisted_until": date(2026, 1, 1)}, "provider_blacklisted", id="曲靖 三(八)1: blacklist"),
        pytest.param({"is_academic": True}, "provider_academic", id="巴彦淖尔 四(三)3: non-academic only"),
        pytest.param({"status": "registered"}, "provider_not_shortlisted", id="巴彦淖尔 四(三)3: from the shortlist"),
        pytest.param({"status": "removed"}, "provider_out", id="巴彦淖尔 四(三)3: exit"),
        pytest.param(
            {"license_expires_on": date(2021, 8, 31)}, "provider_license", id="巴彦淖尔 四(三)3: entry review"
        ),
    ],
)
@pytest.mark.req("C-31/selected", "C-32/exit", "C-51/institutions")
def test_which_provider_may_serve(provider, code):
    club = activity("篮球", "interest_group", time(17, 20), time(18, 20), teacher=OTHER, kind="club",
                    provider=ProviderFacts("示例机构", **provider))  # fmt: skip
    assert finding(replace(GOOD, activities=(HOMEWORK, SPORTS, club)), code).blocks
    fine = replace(club, provider=ProviderFacts("示例机构"))
    assert not {c for c in codes(replace(GOOD, activities=(HOMEWORK, SPORTS, fine))) if c.startswith("provider")}


@pytest.mark.req("C-34/homework")
def test_a_provider_does_not_teach_school_subjects():
    taught = replace(HOMEWORK, provider=ProviderFacts("示例机构"))
    assert finding(replace(GOOD, activities=(taught, SPORTS)), "provider_teaches").blocks


# --- money ----------------------------------------------------------------------------------------------------------------


@pytest.mark.req("E-11/plan")
def test_shahe_is_free():
    assert "本地课后服务免费" in finding(GOOD, "fee_free", SHAHE).message
    assert "fee_free" not in codes(replace(GOOD, fee_amount=Decimal(0)), SHAHE)


@pytest.mark.parametrize(
    ("policies", "channel", "refused"),
    [
        pytest.param(BAYANNUR, "school_account", False, id="巴彦淖尔 五(二): the school's account"),
        pytest.param(BAYANNUR, "personal_account", True, id="巴彦淖尔 五(二): no personal account"),
        pytest.param(QUJING, "provider_via_committee", False, id="曲靖 2020 草案: by the committee for the provider"),
        pytest.param(QUJING_2024, "provider_via_committee", True, id="国家 2023: by the school alone"),
        pytest.param(QUJING_2024, "school_account", False, id="国家 2023: the school's account"),
    ],
)
@pytest.mark.req("D-19", "C-39/service_charge")
def test_who_collects(policies, channel, refused):
    assert ("fee_channel" in codes(replace(GOOD, collection_channel=channel), policies)) is refused


def test_a_cap_is_not_exceeded():
    capped = FeeRules.from_mapping(
        {"units": ["lesson"], "caps": [{"unit": "lesson", "amount": 3}], "channels": ["school_account"]}
    )
    policies = replace(BAYANNUR, fee=capped)
    assert "超过上限 3 元" in finding(replace(GOOD, fee_amount=Decimal("3.01")), "fee_cap", policies).message
    assert "fee_cap" not in codes(replace(GOOD, fee_amount=Decimal(3)), policies)
    assert "fee_unit" in codes(replace(GOOD, fee_unit="month"), policies)


# --- arithmetic -----------------------------------------------------------------------------------------------------------

moments = st.times(min_value=time(6), max_value=time(22)).map(lambda at: at.replace(second=0, microsecond=0))
stretches = st.tuples(moments, moments).filter(lambda pair: pair[0] < pair[1])


@given(st.lists(stretches, max_size=6))
def test_covered_minutes_are_those_of_a_clock(hours):
    minutes = {m for a, b in hours for m in range(a.hour * 60 + a.minute, b.hour * 60 + b.minute)}
    assert rules.covered_minutes(hours) == len(minutes)


@given(stretches, st.sampled_from(["primary", "junior", "nine_year"]))
def test_a_slot_is_late_exactly_when_a_stage_it_serves_is(hours, stage):
    slot = SlotFacts(1, *hours)
    findings = rules.check_slot(slot, stage=stage, window=BAYANNUR.window, scope=BAYANNUR.scope)
    late = "latest_end" in {f.code for f in findings}
    limit = time(19, 0) if stage == "junior" else time(18, 30)
    assert late == (hours[1] > limit)


@given(st.dates(), st.dates(), st.dates())
def test_a_plan_is_judged_on_a_day_of_its_term(one, other, today):
    first, last = sorted((one, other))
    assert first <= rules.judged_on(first, last, today) <= last


def test_versions_are_compared_part_by_part():
    before = {"texts": {"应急预案": "旧", "管理制度": "同"}, "slots": ["周一 16:20–18:20"]}
    after = {"texts": {"应急预案": "新", "管理制度": "同"}, "slots": ["周一 16:20–18:20", "周二 16:20–18:20"]}
    changes = [(change.part, change.before, change.after) for change in rules.compare_versions(before, after)]
    assert changes == [("应急预案", "旧", "新"), ("周二 16:20–18:20", "", "周二 16:20–18:20")]
