"""How statements of nation, prefecture, county and platform become one value."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values.clauses import Clause
from afterschool.values.vocabulary import CollectionChannel, FeeUnit, Stage
from bureaus.policies import rules
from bureaus.policies.kinds import (
    Exemptions,
    ExpenseHeads,
    FeeRules,
    Gate,
    IndicatorTargets,
    PlanGate,
    PlanParts,
    ProviderRules,
    RefundRule,
    ReviewChains,
    ServiceWindow,
)
from bureaus.policies.values import BadPolicyValue, Level, Severity, Statement, write_value

NATION, PROVINCE, CITY, COUNTY, DEFAULT = (
    Level.NATIONAL,
    Level.PROVINCE,
    Level.PREFECTURE,
    Level.COUNTY,
    Level.DEFAULT,
)
PRIMARY, JUNIOR = Stage.PRIMARY, Stage.JUNIOR


def statement(kind, level, value, *, severity=Severity.BLOCK, since=date(2021, 9, 1), until=None):
    return Statement(level, severity, Clause(level.label), kind.read_part(value), since, until)


def merged(kind, *stated):
    return rules.merge(kind, [statement(kind, level, value) for level, value in stated])


CASES = [
    pytest.param(
        ServiceWindow,
        [
            (CITY, {"latest_end": {"primary": "18:30", "junior": "19:00"}}),
            (COUNTY, {"latest_end": {"primary": "18:00"}}),
        ],
        "latest_end",
        {PRIMARY: time(18), JUNIOR: time(19)},
        id="ceiling: 三(二) 18:30 and a stricter county 18:00",
    ),
    pytest.param(
        ServiceWindow,
        [(CITY, {"latest_end": {"primary": "18:30"}}), (COUNTY, {"latest_end": {"primary": "19:00"}})],
        "latest_end",
        {PRIMARY: time(18, 30)},
        id="ceiling: a county cannot loosen 三(二) 18:30",
    ),
    pytest.param(
        ServiceWindow,
        [(CITY, {"minimum_minutes_a_day": 60}), (COUNTY, {"minimum_minutes_a_day": 120})],
        "minimum_minutes_a_day",
        120,
        id="floor: two hours a day beat one",
    ),
    pytest.param(
        ServiceWindow,
        [(CITY, {"weekdays": [1, 2, 3, 4, 5]}), (COUNTY, {"weekdays": [2, 4, 6]})],
        "weekdays",
        (2, 4),
        id="allowed set: what both allow",
    ),
    pytest.param(
        FeeRules,
        [(NATION, {"channels": ["school_account"]}), (CITY, {"channels": ["provider_via_committee"]})],
        "channels",
        (CollectionChannel.SCHOOL_ACCOUNT,),
        id="allowed set: nothing in common, national beats 三(五)2",
    ),
    pytest.param(
        FeeRules,
        [(NATION, {"filed_before_charge": False}), (COUNTY, {"filed_before_charge": True})],
        "filed_before_charge",
        True,
        id="demand: one level is enough",
    ),
    pytest.param(
        PlanGate,
        [(CITY, {"gate": "after_tender_and_contract"}), (COUNTY, {"gate": "before_start"})],
        "gate",
        Gate.AFTER_TENDER_AND_CONTRACT,
        id="choice: the upper level's 三(七)4",
    ),
    pytest.param(
        RefundRule,
        [(CITY, {"form": "by_actual_days"}), (COUNTY, {"form": "by_actual_lessons"})],
        "form",
        "by_actual_lessons",
        id="how it is run: the nearest level's",
    ),
    pytest.param(
        PlanParts,
        [(CITY, {"plan_name": "实施方案"}), (COUNTY, {"plan_name": "一校一策"})],
        "plan_name",
        "一校一策",
        id="name: the nearest level's",
    ),
    pytest.param(
        ServiceWindow,
        [(DEFAULT, {"weekdays": [1, 2, 3]}), (COUNTY, {"weekdays": [4, 5]})],
        "weekdays",
        (4, 5),
        id="the platform's default gives way",
    ),
    pytest.param(
        ServiceWindow, [(DEFAULT, {"weekdays": [1, 2]})], "weekdays", (1, 2), id="the default where nobody speaks"
    ),
]


@pytest.mark.parametrize(("kind", "stated", "field", "value"), CASES)
def test_levels_merge(kind, stated, field, value):
    result = getattr(merged(kind, *stated), field)
    assert (dict(result) if isinstance(value, dict) else result) == value


def test_the_order_in_which_levels_are_read_does_not_matter():
    stated = [(CITY, {"gate": "after_tender_and_contract"}), (NATION, {"gate": "before_start"})]
    assert merged(PlanGate, *stated) == merged(PlanGate, *reversed(stated))


def test_each_stage_of_a_ceiling_cites_the_level_that_set_it():
    window = merged(
        ServiceWindow,
        (CITY, {"latest_end": {"primary": "18:30", "junior": "19:00"}}),
        (COUNTY, {"latest_end": {"primary": "18:00"}}),
    )
    assert window.clause_for("latest_end", PRIMARY).title == "县级"
    assert window.clause_for("latest_end", JUNIOR).title == "市级"
    assert [s.level for s in window.source_of("latest_end", PRIMARY).overridden] == [CITY]


def test_severity_is_the_strictest_of_all_levels_that_speak():
    window = rules.merge(
        ServiceWindow,
        [
            statement(ServiceWindow, CITY, {"weekdays": [1, 2, 3, 4, 5]}, severity=Severity.BLOCK),
            statement(ServiceWindow, COUNTY, {"weekdays": [1, 2, 3]}, severity=Severity.NOTE),
            statement(ServiceWindow, COUNTY, {"days_a_week": 3}, severity=Severity.WARN),
        ],
    )
    assert window.severity_for("weekdays") is Severity.BLOCK
    assert window.severity_for("days_a_week") is Severity.WARN
    assert window.severity_for("school_days_only") is Severity.NOTE


def test_what_nobody_states_has_no_value_and_no_clause():
    window = merged(ServiceWindow, (CITY, {"weekdays": [1]}))
    assert window.latest_end is None and window.clause_for("latest_end") is None


def test_asking_for_a_field_that_does_not_exist_is_a_mistake_of_the_program():
    with pytest.raises(KeyError, match="latest_begin"):
        merged(ServiceWindow, (CITY, {"weekdays": [1]})).clause_for("latest_begin")


def test_exemption_categories_add_up_and_a_county_may_be_more_generous_never_less():
    reduction = {"code": "family_difficulty", "name": "家庭经济困难学生", "treatment": "reduction"}
    exempt = {**reduction, "treatment": "exempt"}
    orphan = {"code": "orphan", "name": "孤儿"}
    generous = merged(Exemptions, (NATION, {"categories": [reduction]}), (COUNTY, {"categories": [exempt, orphan]}))
    mean = merged(Exemptions, (NATION, {"categories": [exempt]}), (COUNTY, {"categories": [reduction]}))
    assert [c.key for c in generous.categories] == ["family_difficulty", "orphan"]
    assert generous.category("family_difficulty").treatment == "exempt"
    assert mean.category("family_difficulty").treatment == "exempt"
    assert mean.clause_for("categories", "family_difficulty").title == "国家"


def test_expense_heads_are_those_that_every_level_allows():
    city = {"heads": [{"code": "staff_subsidy", "name": "补助"}, {"code": "utilities", "name": "水电"}]}
    county = {"heads": [{"code": "utilities", "name": "水电"}, {"code": "banquet", "name": "招待"}]}
    heads = merged(ExpenseHeads, (CITY, city), (COUNTY, county))
    assert heads.allows("utilities") and not heads.allows("staff_subsidy") and not heads.allows("banquet")


def test_the_default_chain_stays_for_the_subjects_nobody_else_describes():
    def chain(subject, role):
        return {"subject": subject, "steps": [{"code": "one", "name": "一", "role": role}]}

    default = {"chains": [chain("plan_approval", "officer"), chain("enrollment_review", "class_teacher")]}
    own = {"chains": [chain("enrollment_review", "committee_member")]}
    chains = merged(ReviewChains, (DEFAULT, default), (CITY, own))
    assert chains.chain("plan_approval").steps[0].role == "officer"
    assert chains.chain("enrollment_review").steps[0].role == "committee_member"
    assert chains.clause_for("chains", "plan_approval").title == "平台默认"
    assert chains.clause_for("chains", "enrollment_review").title == "市级"


def test_one_indicator_keeps_its_targets_of_different_years_and_the_higher_of_the_same_year():
    def target(percent, deadline):
        return {
            "code": "urban_school_coverage",
            "name": "城区学校覆盖率",
            "numerator": "开展的",
            "denominator": "全部",
            "target": percent,
            "deadline": deadline,
        }

    targets = merged(
        IndicatorTargets,
        (CITY, {"targets": [target(80, "2021-12-31"), target(100, "2022-12-31")]}),
        (COUNTY, {"targets": [target(85, "2021-12-31")]}),
    )
    assert [t.target for t in targets.of("urban_school_coverage")] == [Decimal(85), Decimal(100)]
    assert targets.next_target("urban_school_coverage", date(2022, 1, 1)).target == 100
    assert targets.next_target("urban_school_coverage", date(2026, 1, 1)).target == 100
    assert targets.next_target("school_coverage", date(2022, 1, 1)) is None


def test_levels_that_contradict_each_other_are_refused_with_the_key():
    with pytest.raises(BadPolicyValue, match="最晚结束 17:00 不晚于最早开始"):
        merged(
            ServiceWindow,
            (CITY, {"latest_end": {"primary": "17:00"}}),
            (COUNTY, {"earliest_start": {"primary": "17:30"}}),
        )


def test_a_cap_is_the_lowest_for_unit_and_stage():
    fee = merged(
        FeeRules,
        (CITY, {"caps": [{"unit": "lesson", "amount": "3.00"}, {"unit": "term", "stage": "primary", "amount": "400"}]}),
        (COUNTY, {"caps": [{"unit": "lesson", "amount": "2.50"}]}),
    )
    assert fee.cap(FeeUnit.LESSON, PRIMARY).amount == Decimal("2.50")
    assert fee.cap(FeeUnit.TERM, JUNIOR) is None


@pytest.mark.parametrize(
    ("given_value", "key", "words"),
    [
        ({"form": "share_within_months", "within_months": 3}, "share", "需要这一项"),
        ({"form": "by_leave_notice"}, "leave_before", "需要这一项"),
        ({"form": "half_month_settlement", "days_a_month": 22}, "months_a_term", "需要这一项"),
        ({"share": 120}, "share", "0 至 100"),
        ({"form": "as_we_like"}, "form", "不在可选项之中"),
    ],
)
def test_a_refund_rule_needs_the_parameters_of_its_form(given_value, key, words):
    with pytest.raises(BadPolicyValue, match=words) as refusal:
        RefundRule.from_mapping(given_value)
    assert refusal.value.key == key


@given(
    st.lists(st.tuples(st.sampled_from([NATION, PROVINCE, CITY, COUNTY]), st.integers(0, 23)), min_size=1, max_size=6)
)
def test_no_level_can_loosen_a_ceiling_or_a_floor(stated):
    """C-11 and every other limit: the merged one is at least as strict as each level's own."""
    window = merged(ServiceWindow, *((level, {"latest_end": {"primary": f"{h:02}:00"}}) for level, h in stated))
    assert all(window.latest_end[PRIMARY] <= time(hour) for _, hour in stated)
    provider = merged(ProviderRules, *((level, {"blacklist_years": years}) for level, years in stated))
    assert all(provider.blacklist_years >= years for _, years in stated)


@given(
    st.builds(
        dict,
        weekdays=st.lists(st.integers(1, 7), unique=True, min_size=1),
        latest_end=st.fixed_dictionaries({"primary": st.times().map(lambda t: t.strftime("%H:%M"))}),
        minimum_minutes_a_day=st.integers(0, 480),
        school_days_only=st.booleans(),
    )
)
def test_a_value_written_as_plain_data_reads_back_equal(raw):
    window = ServiceWindow.from_mapping(raw)
    assert ServiceWindow.from_mapping(write_value(window)) == window


def names(statements) -> list[str]:
    return [statement.clause.title for statement in statements]


def heads(*codes: str) -> dict:
    return {"heads": [{"code": code, "name": code} for code in codes]}


def test_of_expense_heads_with_nothing_in_common_the_upper_levels_stand():
    merged_heads = merged(ExpenseHeads, (CITY, heads("utilities", "staff_subsidy")), (COUNTY, heads("banquet")))
    assert [head.key for head in merged_heads.heads] == ["utilities", "staff_subsidy"]
    source = merged_heads.source_of("heads")
    assert (names(source.statements), names(source.overridden)) == (["市级"], ["县级"])


def test_an_expense_head_counts_among_its_sources_only_those_that_name_it():
    merged_heads = merged(ExpenseHeads, (CITY, heads("utilities", "banquet")), (COUNTY, heads("utilities")))
    assert names(merged_heads.source_of("heads", "utilities").statements) == ["市级", "县级"]
    caps = merged(
        FeeRules,
        (CITY, {"caps": [{"unit": "lesson", "amount": "3.00"}]}),
        (COUNTY, {"caps": [{"unit": "term", "amount": "400"}]}),
    )
    (lesson,) = [cap for cap in caps.caps if cap.unit == FeeUnit.LESSON]
    assert names(caps.source_of("caps", lesson.key).statements) == ["市级"]
    assert names(caps.source_of("caps", lesson.key).overridden) == []


def test_what_is_forbidden_adds_up_and_all_who_forbid_something_are_cited():
    fees = merged(
        FeeRules,
        (NATION, {"forbidden_channels": ["parents_committee"]}),
        (COUNTY, {"forbidden_channels": ["provider_via_committee"]}),
    )
    assert fees.forbidden_channels == (
        CollectionChannel.PARENTS_COMMITTEE,
        CollectionChannel.PROVIDER_VIA_COMMITTEE,
    )
    assert names(fees.source_of("forbidden_channels").statements) == ["国家", "县级"]


def test_who_forbids_nothing_is_not_cited_among_those_who_forbid():
    fees = merged(
        FeeRules,
        (NATION, {"forbidden_channels": ["parents_committee"]}),
        (COUNTY, {"forbidden_channels": []}),
    )
    assert fees.forbidden_channels == (CollectionChannel.PARENTS_COMMITTEE,)
    assert names(fees.source_of("forbidden_channels").statements) == ["国家"]


def test_of_allowed_days_those_are_cited_who_allow_all_that_is_left():
    window = merged(ServiceWindow, (CITY, {"weekdays": [1, 2, 3]}), (COUNTY, {"weekdays": [4, 5]}))
    assert names(window.source_of("weekdays").statements) == ["市级"]
    assert names(window.source_of("weekdays").overridden) == ["县级"]


def test_within_one_level_the_choice_that_took_effect_last_holds():
    gate = rules.merge(
        PlanGate,
        [
            statement(PlanGate, CITY, {"gate": "after_tender_and_contract"}, since=date(2021, 9, 1)),
            statement(PlanGate, CITY, {"gate": "before_start"}, since=date(2023, 9, 1)),
            statement(PlanGate, COUNTY, {"gate": "after_tender_and_contract"}, since=date(2024, 9, 1)),
        ],
    )
    assert gate.gate == Gate.BEFORE_START


def test_the_platforms_entries_come_first_however_late_they_were_written():
    def chain(subject):
        return {"subject": subject, "steps": [{"code": "one", "name": "一", "role": "officer"}]}

    chains = rules.merge(
        ReviewChains,
        [
            statement(ReviewChains, NATION, {"chains": [chain("refund_approval")]}, since=date(2021, 9, 1)),
            statement(ReviewChains, DEFAULT, {"chains": [chain("plan_approval")]}, since=date(2024, 9, 1)),
        ],
    )
    assert [each.key for each in chains.chains] == ["plan_approval", "refund_approval"]


def test_a_preview_names_the_fields_that_differ_before_and_after():
    before = merged(ServiceWindow, (CITY, {"weekdays": [1, 2], "minimum_minutes_a_day": 60}))
    after = merged(ServiceWindow, (CITY, {"weekdays": [1, 2], "minimum_minutes_a_day": 120}))
    (difference,) = rules.differences(ServiceWindow, before, after)
    assert (difference.field, difference.label) == ("minimum_minutes_a_day", "每日最少分钟")
    assert (difference.before, difference.after, difference.source.clause.title) == (60, 120, "市级")
