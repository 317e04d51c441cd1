"""Policy packs: what the shipped ones say, and that a broken one is refused whole with its line and key."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from afterschool.values.clauses import platform_default
from afterschool.values.vocabulary import CollectionChannel, FeeUnit, ServiceKind, Stage, TimetableSeason
from bureaus.policies import packs, rules
from bureaus.policies.kinds import (
    KINDS,
    ActivityContent,
    BlacklistScope,
    CampaignRules,
    ClueForm,
    EnrollmentRules,
    Exemptions,
    ExpenseHeads,
    FeeModel,
    FeeRules,
    Gate,
    IndicatorTargets,
    PlanGate,
    PlanPart,
    PlanParts,
    PriorityGroups,
    ProviderRules,
    Recipient,
    ReportDeadlines,
    ReviewChains,
    SelectionLevel,
    ServiceModels,
    ServiceScope,
    ServiceWindow,
    StaffRules,
)
from bureaus.policies.values import Severity

TODAY = date(2026, 11, 22)
ROOT = Path(__file__).parents[3]
PRIMARY, JUNIOR = Stage.PRIMARY, Stage.JUNIOR


def stated_by(pack, kind, on=TODAY):
    """What one pack alone says about a kind."""
    return rules.merge(kind, packs.all_packs()[pack].statements_of(kind, on))


def in_force(pack, kind, on=TODAY):
    """What holds in a county that adopted the pack: with the national notice and the platform's defaults."""
    chosen = (packs.DEFAULTS, packs.NATIONAL, pack)
    return rules.merge(kind, [s for code in chosen for s in packs.all_packs()[code].statements_of(kind, on)])


def codes(items):
    return [item.key for item in items]


def test_the_six_packs_of_the_documents_are_shipped_with_the_platforms_defaults():
    assert set(packs.all_packs()) == {
        "national_2024",
        "anxi_2021",
        "anxi_2023",
        "bayannur_2021",
        "qujing_2020_draft",
        "shahe_2021",
        "platform_defaults",
    }


@pytest.mark.req("A-05/cited")
@pytest.mark.parametrize("code", sorted(packs.all_packs()))
@pytest.mark.req("C-01/clause")
def test_every_statement_of_a_pack_names_its_clause_and_its_point(code):
    for statement in packs.all_packs()[code].statements:
        assert statement.clause.title and statement.clause.article
        assert 0 < len(statement.summary) < 100
        assert len(statement.clause.article) <= 60


@pytest.mark.parametrize("pack", ["anxi_2021", "anxi_2023", "bayannur_2021", "qujing_2020_draft", "shahe_2021"])
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_merges_with_the_national_notice_and_the_defaults(pack, kind):
    assert isinstance(in_force(pack, kind), kind)


# --- the numbers, one row per clause ----------------------------------------------------------------------------------

FIGURES = [
    pytest.param("anxi_2021", ReportDeadlines, lambda v: v.report("clue_report").day, 25, id="A-33 四4 每月25日"),
    pytest.param(
        "anxi_2021",
        ReportDeadlines,
        lambda v: (v.report("clue_report").inclusive, v.report("clue_report").nil_return),
        (True, True),
        id="四4 没有写明当日和零报告：按县里的做法",
    ),
    pytest.param(
        "anxi_2021",
        ReportDeadlines,
        lambda v: (v.report("clue_report_forward").recipients, v.report("clue_report_forward").day),
        ((Recipient.CITY_TEAM,), 25),
        id="A-38 备注1 25日前报市派驻组",
    ),
    pytest.param(
        "anxi_2021",
        ClueForm,
        lambda v: (v.found_this_year_only, v.discipline_business_only, v.clause_for("found_this_year_only").article),
        (True, True, "附件备注2"),
        id="A-39 备注2 今年以来、纪检业务",
    ),
    pytest.param(
        "anxi_2021",
        ReportDeadlines,
        lambda v: [
            (v.report(c).month, v.report(c).day)
            for c in ("three_lists", "special_report", "regional_report", "appraisal_sheet")
        ],
        [(9, 20), (9, 20), (9, 20), (9, 24)],
        id="A-34 A-35 四4 9月20日、24日",
    ),
    pytest.param(
        "anxi_2021",
        IndicatorTargets,
        lambda v: [(t.target, t.comparison, t.deadline) for t in v.of("urban_school_coverage")],
        [(Decimal(80), "about", date(2021, 12, 31)), (Decimal(100), "about", date(2022, 12, 31))],
        id="A-03 A-04 一 2021年底80%左右、2022年基本全覆盖",
    ),
    pytest.param(
        "anxi_2021",
        CampaignRules,
        lambda v: [(m.starts_on.month, m.ends_on) for m in v.milestones],
        [(5, date(2021, 7, 31)), (8, date(2021, 8, 31)), (9, date(2021, 9, 30)), (6, date(2021, 9, 30))],
        id="A-24 A-25 A-27 A-28 A-30 三1-4",
    ),
    pytest.param(
        "anxi_2021",
        FeeRules,
        lambda v: (v.catalogue_approved_by, v.clause_for("catalogue_approved_by").number),
        ("省级人民政府", "国办发〔2018〕80号"),
        id="A-15 二3 省级审定",
    ),
    pytest.param(
        "anxi_2021",
        StaffRules,
        lambda v: codes(v.outside_people),
        ["folk_artist", "craftsman", "heritage_bearer", "retired_teacher", "young_teacher", "volunteer"],
        id="A-18 二4 六类志愿者",
    ),
    pytest.param(
        "anxi_2021",
        CampaignRules,
        lambda v: codes(v.lists),
        ["problem_list", "system_list", "result_list", "score_sheet", "appraisal_sheet", "recommendation_sheet"],
        id="A-21 A-22 A-23 二5 三清单三单",
    ),
    pytest.param(
        "anxi_2021",
        CampaignRules,
        lambda v: codes(v.supervision),
        ["whole_process", "double_comment", "open_door", "one_plus_x", "spot_inspection"],
        id="A-20 A-22 二5 双点评、开门整治、“1+X”、适时督查",
    ),
    pytest.param(
        "anxi_2021",
        CampaignRules,
        lambda v: len(v.accountability),
        9,
        id="A-31 四2 九种情形",
    ),
    pytest.param(
        "anxi_2021",
        ProviderRules,
        lambda v: codes(v.allowed_kinds),
        ["public_welfare_body", "community_center", "childrens_palace", "women_children_center"],
        id="A-10 A-17 二1、二4 公益机构、社区活动中心、少年宫、妇女儿童活动中心",
    ),
    pytest.param(
        "anxi_2023",
        IndicatorTargets,
        lambda v: {(t.code, t.area, int(t.target), t.comparison) for t in v.targets},
        {
            ("model_2n_coverage", "all", 100, "at_least"),
            ("urban_model_23_share", "urban", 80, "at_least"),
            ("urban_science_share", "urban", 80, "at_least"),
        },
        id="B-06 B-07 B-08 一 100%、80%以上、80%以上",
    ),
    pytest.param("anxi_2023", ServiceModels, lambda v: v.promoted, ("5+2", "2+N", "2+3"), id="B-04 二1"),
    pytest.param(
        "anxi_2023",
        ServiceWindow,
        lambda v: (v.days_a_week, v.minimum_minutes_a_day),
        (5, 120),
        id="B-04 二1 五天两小时",
    ),
    pytest.param(
        "anxi_2023",
        PlanParts,
        lambda v: [part.name for part in v.parts],
        ["服务安排", "服务内容", "服务管理"],
        id="B-11 二1 服务安排、服务内容、服务管理",
    ),
    pytest.param(
        "anxi_2023",
        CampaignRules,
        lambda v: codes(v.focus),
        ["course_variety", "service_guarantee", "service_system"],
        id="B-05 一 三类问题",
    ),
    pytest.param(
        "anxi_2023",
        ActivityContent,
        lambda v: {c.key: (c.area, len(c.kinds)) for c in v.categories if c.kinds},
        {"science_education": ("all", 5), "local_resources": ("township", 4)},
        id="B-09 B-10 一 科学教育五种、乡土资源四种",
    ),
    pytest.param(
        "anxi_2023",
        ActivityContent,
        lambda v: codes(v.forbidden),
        ["collective_tutoring", "new_lessons"],
        id="B-29 三(第二阶段) 暑假托管不补课、不上新课",
    ),
    pytest.param("anxi_2023", StaffRules, lambda v: v.flexible_hours, True, id="B-13 二2 弹性工作制"),
    pytest.param(
        "anxi_2023",
        StaffRules,
        lambda v: codes(v.outside_people)[:2],
        ["tea_college", "art_school_teacher"],
        id="B-12 二2 高校、艺术学校教师",
    ),
    pytest.param(
        "anxi_2023", ProviderRules, lambda v: codes(v.mechanisms), ["purchase_of_services"], id="B-14 二2 购买服务"
    ),
    pytest.param(
        "anxi_2023",
        EnrollmentRules,
        lambda v: codes(v.notice_items),
        ["questionnaire", "letter", "open_day"],
        id="B-16 B-17 二3 问卷、告家长一封信、开放日",
    ),
    pytest.param(
        "anxi_2023",
        CampaignRules,
        lambda v: codes(v.supervision),
        ["inspection_orders", "education_inspection", "term_start_check", "complaint_channel"],
        id="B-22 二4 督导、开学检查",
    ),
    pytest.param(
        "anxi_2023",
        ReportDeadlines,
        lambda v: (v.report("annual_summary").month, v.report("annual_summary").recipients),
        (12, (Recipient.CITY_BUREAU, Recipient.COUNTY_COMMISSION)),
        id="B-32 三(第四阶段) 报市教育局、县纪委监委",
    ),
    pytest.param(
        "anxi_2023", ServiceModels, lambda v: dict(v.science_required), {"urban": True}, id="B-20 二4 城区必开科学"
    ),
    pytest.param("anxi_2023", CampaignRules, lambda v: v.case_batches, 2, id="B-30 B-38 三 两批典型案例"),
    pytest.param(
        "anxi_2023",
        CampaignRules,
        lambda v: [(m.starts_on.month, m.ends_on.month) for m in v.milestones],
        [(6, 6), (7, 8), (9, 10), (11, 12)],
        id="B-27 B-28 B-31 B-39 三 四个阶段",
    ),
    pytest.param(
        "bayannur_2021",
        ServiceWindow,
        lambda v: (v.latest_end[PRIMARY], v.latest_end[JUNIOR], v.weekdays),
        (time(18, 30), time(19), (1, 2, 3, 4, 5)),
        id="C-11 三(二) 小学18:30、初中19:00",
    ),
    pytest.param("bayannur_2021", ServiceWindow, lambda v: v.days_a_week, 5, id="C-16 四(一) 每周五天"),
    pytest.param(
        "bayannur_2021",
        Exemptions,
        lambda v: (codes(v.categories), v.open_list),
        (
            ["registered_poverty", "subsistence_allowance", "destitute_support", "martyr_child", "orphan", "disabled"],
            True,
        ),
        id="C-06 三(三) 六类免收",
    ),
    pytest.param(
        "bayannur_2021",
        PlanParts,
        lambda v: {part.part for part in v.parts},
        {
            PlanPart.SCHEDULE,
            PlanPart.CONTENT,
            PlanPart.STAFFING,
            PlanPart.STUDENT_ACTIVITIES,
            PlanPart.SAFETY,
            PlanPart.FEE,
            PlanPart.MANAGEMENT_RULES,
            PlanPart.EMERGENCY_PLAN,
        },
        id="C-44 五(三)程序二",
    ),
    pytest.param(
        "bayannur_2021",
        PlanGate,
        lambda v: (v.gate, v.emergency_plan_filed),
        (Gate.BEFORE_START, True),
        id="C-45 五(三)程序三",
    ),
    pytest.param(
        "bayannur_2021",
        ExpenseHeads,
        lambda v: codes(v.heads),
        ["staff_subsidy", "utilities", "special_materials", "maintenance"],
        id="C-40 五(二) 支出范围",
    ),
    pytest.param("bayannur_2021", FeeRules, lambda v: v.model, FeeModel.SERVICE_CHARGE, id="C-39 五(二) 服务性收费"),
    pytest.param(
        "bayannur_2021", ProviderRules, lambda v: v.selection_level, SelectionLevel.BUREAU_SHORTLIST, id="C-31 四(三)3"
    ),
    pytest.param("bayannur_2021", ProviderRules, lambda v: len(v.termination_grounds), 4, id="C-33 四(三)3 四种情形"),
    pytest.param(
        "bayannur_2021",
        IndicatorTargets,
        lambda v: {(t.code, int(t.target)) for t in v.targets},
        {("school_coverage", 100), ("needing_pupil_coverage", 100)},
        id="C-02 一 两个全覆盖",
    ),
    pytest.param(
        "bayannur_2021",
        EnrollmentRules,
        lambda v: (v.voluntary, v.never_refuse, v.flexible_leaving),
        (True,) * 3,
        id="C-03 C-17",
    ),
    pytest.param("qujing_2020_draft", ServiceWindow, lambda v: v.latest_end[PRIMARY], time(18), id="D-09 三(二) 18:00"),
    pytest.param(
        "qujing_2020_draft",
        ProviderRules,
        lambda v: (v.min_bidders, v.min_caterers, v.selection_level),
        (3, 3, SelectionLevel.SCHOOL_TENDER),
        id="D-13 D-14 三(四) 不少于三家",
    ),
    pytest.param(
        "qujing_2020_draft",
        ProviderRules,
        lambda v: (v.blacklist_years, v.blacklist_scope),
        (6, BlacklistScope.PREFECTURE),
        id="D-36 三(八)1 六年、全市",
    ),
    pytest.param("qujing_2020_draft", PlanGate, lambda v: v.gate, Gate.AFTER_TENDER_AND_CONTRACT, id="D-31 三(七)4"),
    pytest.param("qujing_2020_draft", PriorityGroups, lambda v: len(v.groups), 4, id="D-08 三(一) 四类"),
    pytest.param(
        "qujing_2020_draft",
        FeeRules,
        lambda v: (v.charge_period, v.instalments, len(v.filing_departments)),
        (FeeUnit.TERM, (FeeUnit.TERM, FeeUnit.MONTH), 3),
        id="D-17 D-21 三(五)",
    ),
    pytest.param(
        "qujing_2020_draft",
        ReviewChains,
        lambda v: [step.scope for step in v.chain("enrollment_review").steps],
        ["class", "grade", "school"],
        id="D-28 三(七)1 三级家委会",
    ),
    pytest.param("qujing_2020_draft", ExpenseHeads, lambda v: len(v.heads), 3, id="D-22 三(六)1"),
    pytest.param("qujing_2020_draft", StaffRules, lambda v: v.duty_rank, "学校中层以上", id="D-43 三(八)3"),
    pytest.param(
        "shahe_2021",
        ServiceWindow,
        lambda v: (
            v.latest_end[PRIMARY],
            v.minimum_minutes_a_day,
            v.midday_from[TimetableSeason.WINTER],
            v.midday_from[TimetableSeason.SUMMER],
        ),
        (time(18), 120, time(13), time(14)),
        id="E-12 三 18:00、两小时、13:00、14:00",
    ),
    pytest.param("shahe_2021", FeeRules, lambda v: v.model, FeeModel.FREE, id="E-11 二 免费"),
    pytest.param("shahe_2021", PriorityGroups, lambda v: len(v.groups), 5, id="E-09 二 五类"),
    pytest.param(
        "shahe_2021",
        ReviewChains,
        lambda v: [step.role for step in v.chain("enrollment_review").steps],
        ["class_teacher", "moral_education_office", "teaching_office"],
        id="E-14 三 班主任、德育、教学",
    ),
    pytest.param("shahe_2021", StaffRules, lambda v: v.leaders_on_duty_a_day, 1, id="E-15 三 每天一名带班领导"),
]


@pytest.mark.stated("A-03/about", "A-04/target", "A-10/kind", "A-15/approved", "A-17/kinds", "A-18/artists")
@pytest.mark.stated("A-18/craftspeople", "A-18/heritage", "A-18/retired", "A-18/teachers", "A-18/citizens")
@pytest.mark.stated("A-20/comments", "A-20/public", "A-21/lists", "A-22/supervision", "A-22/inspections")
@pytest.mark.stated("A-23/issued", "A-24/steps", "A-25/step", "A-27/step", "A-28/step", "A-30/step", "A-31/triggers")
@pytest.mark.stated("A-33/due", "A-34/lists", "A-34/special", "A-35", "A-38/forwarded", "A-38/in_time")
@pytest.mark.stated("A-39/this_year", "A-39/business")
@pytest.mark.stated("B-04/five_days", "B-04/two_hours", "B-05/tagged", "B-06/target", "B-07/target", "B-08/target")
@pytest.mark.stated("B-09/kinds", "B-10/category", "B-11/arrangement", "B-11/content", "B-11/management")
@pytest.mark.stated("B-12/college", "B-12/art_school", "B-13/granted", "B-14", "B-16/questionnaire", "B-16/letter")
@pytest.mark.stated("B-17", "B-20/science", "B-22/record", "B-22/term_start", "B-27/phase", "B-28/phase", "B-29")
@pytest.mark.stated("B-30/cases", "B-31/phase", "B-32/summary", "B-38/cases", "B-39")
@pytest.mark.stated(
    "C-02/schools",
    "C-02/pupils",
    "C-03/no_refusal",
    "C-06/six",
    "C-11/primary",
    "C-11/junior",
    "C-16/five_days",
    "C-17/collected",
    "C-17/not_sent_home",
    "C-31/selected",
    "C-33/grounds",
    "C-39/service_charge",
    "C-40",
    "C-44/time",
    "C-45/approved",
)
@pytest.mark.stated("D-08", "D-13/three", "D-14/three", "D-17/three_bodies", "D-21/by_month", "D-22", "D-43/leader")
@pytest.mark.stated("E-09", "E-12/noon_summer", "E-14/groups", "E-14/teachers", "E-15/patrol")
@pytest.mark.parametrize(("pack", "kind", "ask", "figure"), FIGURES)
def test_a_pack_says_what_its_document_says(pack, kind, ask, figure):
    assert ask(stated_by(pack, kind)) == figure


# --- the national notice on top -----------------------------------------------------------------------------------------


@pytest.mark.req("D-19")
def test_since_spring_2024_the_drafts_collection_by_the_parents_committee_gives_way_to_the_school_account():
    before, after = date(2023, 9, 1), date(2024, 2, 1)
    assert in_force("qujing_2020_draft", FeeRules, before).channels == (CollectionChannel.PROVIDER_VIA_COMMITTEE,)
    fee = in_force("qujing_2020_draft", FeeRules, after)
    assert fee.channels == (CollectionChannel.SCHOOL_ACCOUNT,)
    assert not fee.may_collect_through(CollectionChannel.PARENTS_COMMITTEE)
    assert fee.clause_for("channels").number == "教基厅函〔2023〕26号"
    assert [lost.clause.article for lost in fee.source_of("channels").overridden] == ["三(五)2"]


@pytest.mark.stated("C-18/not_counted")
@pytest.mark.parametrize("pack", ["bayannur_2021", "qujing_2020_draft", "shahe_2021"])
def test_midday_care_may_be_offered_but_is_neither_counted_nor_charged_since_spring_2024(pack):
    scope = in_force(pack, ServiceScope)
    midday = scope.service(ServiceKind.MIDDAY_CARE)
    assert midday.offered and not midday.counted and not midday.charged
    assert scope.clause_for("services", ServiceKind.MIDDAY_CARE).number == "教基厅函〔2023〕26号"


def test_provider_selection_is_the_bureaus_shortlist_where_the_nation_says_so_and_the_tender_stays_a_demand():
    provider = in_force("qujing_2020_draft", ProviderRules)
    assert provider.selection_level is SelectionLevel.BUREAU_SHORTLIST
    assert provider.school_tender and provider.min_bidders == 3


@pytest.mark.stated("D-26")
def test_the_draft_speaks_from_autumn_2020_on():
    assert not packs.all_packs()["qujing_2020_draft"].statements_of(ServiceWindow, date(2020, 8, 31))
    assert packs.all_packs()["qujing_2020_draft"].statements_of(ServiceWindow, date(2020, 9, 1))


@pytest.mark.req("D-01/no_block")
def test_a_draft_and_a_described_practice_never_block():
    for code in ("qujing_2020_draft", "shahe_2021"):
        assert all(s.severity is not Severity.BLOCK for s in packs.all_packs()[code].statements)


@pytest.mark.parametrize(
    ("pack", "bureau", "covered"),
    [
        ("bayannur_2021", "150802", True),
        ("bayannur_2021", "150800", True),
        ("bayannur_2021", "350524", False),
        ("anxi_2023", "350524", True),
        ("anxi_2023", "350500", False),
        ("national_2024", "130582", True),
    ],
)
def test_a_pack_covers_the_bureaus_of_its_area(pack, bureau, covered):
    assert packs.all_packs()[pack].covers(bureau) is covered


def test_a_bureau_may_adopt_the_packs_of_its_own_area_only():
    assert [pack.code for pack in packs.adoptable_packs("350524")] == ["anxi_2021", "anxi_2023"]


# --- broken packs ------------------------------------------------------------------------------------------------------

GOOD = """\
code = "demo"
title = "示例"
level = "county"
jurisdiction = "150802"
status = "in_force"
effective_from = 2021-09-01

[document]
title = "示例办法"

[[policy]]
kind = "service_window"
article = "第一条"
severity = "block"
summary = "结束时间。"
[policy.value]
weekdays = [1, 2, 3]
latest_end = { primary = 18:30:00 }

[[policy]]
kind = "review_chain"
article = "第二条"
severity = "block"
summary = "审核。"
[[policy.value.chains]]
subject = "plan_approval"
steps = [
  { code = "officer", name = "审核", role = "officer", scope = "bureau" },
  { code = "approver", name = "审批", role = "approver", scope = "bureau" },
]
"""


def broken(old, new):
    assert old in GOOD
    return GOOD.replace(old, new)


BROKEN = [
    ("语法：缺引号", broken('title = "示例办法"', 'title = "示例办法'), 9, "title", "TOML"),
    ("语法：重复的键", broken("weekdays = [1, 2, 3]", "weekdays = [1]\nweekdays = [2]"), 18, "weekdays", "重复的键"),
    ("头部缺键", broken('status = "in_force"\n', ""), 1, "status", "缺少“状态”"),
    ("头部多键", broken('status = "in_force"', 'status = "in_force"\nauthor = "某"'), 6, "author", "没有这个键"),
    ("代码与文件名不符", broken('code = "demo"', 'code = "other"'), 1, "code", "demo.toml"),
    ("没有这一类别", broken('kind = "service_window"', 'kind = "service_hours"'), 12, "policy[0].kind", "service_hours"),
    ("严格程度写错", broken('severity = "block"\nsummary = "审核', 'severity = "hard"\nsummary = "审核'), 23, "policy[1].severity", "note 提示、warn 警告、block 禁止"),
    ("草案不能禁止", broken('status = "in_force"', 'status = "draft"'), 14, "policy[0].severity", "没有约束力"),
    ("星期写错", broken("[1, 2, 3]", "[1, 9]"), 17, "policy[0].value.weekdays[1]", "9"),
    ("星期不是数", broken("[1, 2, 3]", '[1, "周二"]'), 17, "policy[0].value.weekdays[1]", "周二"),
    ("时刻写错", broken("18:30:00", '"六点半"'), 18, "policy[0].value.latest_end.primary", "不是时刻"),
    ("学段写错", broken("{ primary =", "{ senior ="), 18, "policy[0].value.latest_end.senior", "senior"),
    ("多出的键", broken("weekdays = [1, 2, 3]", "weekday = [1, 2, 3]"), 17, "policy[0].value.weekday", "没有这个键"),
    ("步骤缺岗位", broken('name = "审批", role = "approver", ', 'name = "审批", '), 29, "policy[1].value.chains[0].steps[1].role", "缺少“岗位”"),
    ("没有这个岗位", broken('role = "approver"', 'role = "head"'), 29, "policy[1].value.chains[0].steps[1].role", "approver 分管领导"),
    ("第三方机构不审核", broken('role = "approver"', 'role = "provider_agent"'), 29, "policy[1].value.chains[0].steps[1].role", "第三方机构不参与"),
    ("第三方机构不代办", broken('role = "approver"', 'role = "approver", delegate = "provider_agent"'), 29, "policy[1].value.chains[0].steps[1].delegate", "第三方机构不参与"),
    ("退回到后面", broken('"officer", scope = "bureau"', '"officer", scope = "bureau", may_return_to = ["approver"]'), 28, "policy[1].value.chains[0].steps[0].may_return_to", "之前"),
    ("步骤重复", broken('code = "approver"', 'code = "officer"'), 27, "policy[1].value.chains[0].steps", "重复"),
    ("没有内容", broken("[policy.value]\nweekdays = [1, 2, 3]\nlatest_end = { primary = 18:30:00 }\n", ""), 11, "policy[0].value", "缺少内容"),
    ("日期颠倒", broken("effective_from = 2021-09-01", "effective_from = 2021-09-01\neffective_to = 2020-01-01"), 7, "effective_to", "早于"),
]  # fmt: skip


def test_the_good_pack_of_these_tests_is_good():
    assert len(packs.parse_pack(GOOD.encode(), file="demo.toml").statements) == 2


@pytest.mark.parametrize(
    ("content", "line", "key", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN]
)
def test_a_broken_pack_is_refused_whole_with_file_line_and_key(content, line, key, words):
    with pytest.raises(packs.BadPack) as refusal:
        packs.parse_pack(content.encode(), file="demo.toml")
    assert (refusal.value.file, refusal.value.line, refusal.value.key) == ("demo.toml", line, key)
    assert words in str(refusal.value)
    assert f"demo.toml 第 {line} 行" in str(refusal.value)


def test_a_pack_that_is_not_utf8_is_refused_with_its_line():
    with pytest.raises(packs.BadPack, match=r"第 2 行.*UTF-8"):
        packs.parse_pack('code = "demo"\ntitle = "示例"'.encode("gb18030"), file="demo.toml")


def test_a_pack_without_any_policy_is_refused():
    with pytest.raises(packs.BadPack, match="没有任何一条政策"):
        packs.parse_pack(GOOD.split("[[policy]]")[0].encode(), file="demo.toml")


def test_the_example_of_the_documentation_is_a_good_pack():
    text = (ROOT / "docs" / "policy-packs.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    assert len(packs.parse_pack(example.encode(), file="example_2026.toml").statements) == 1


def test_what_the_platform_itself_sets_stands_under_the_title_of_its_pack():
    assert platform_default("学期与校历").title == packs.all_packs()[packs.DEFAULTS].title
