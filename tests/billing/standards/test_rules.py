"""What may be charged, and who may collect it: tables with the clause in the id."""

from datetime import date
from decimal import Decimal

import pytest

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from afterschool.values.vocabulary import CollectionChannel, FeeUnit, Stage
from billing.standards import rules
from bureaus.policies.kinds import FeeCap, FeeModel, FeeRules
from bureaus.policies.rules import merge
from bureaus.policies.values import Level, Severity, Statement


def tariff(amount: str, unit: FeeUnit = FeeUnit.LESSON, cap: str | None = None) -> rules.Tariff:
    return rules.Tariff(Decimal(amount), unit, Decimal(cap) if cap else None)


@pytest.mark.req("E-11/standard")
def test_a_free_county_has_no_standard():
    with pytest.raises(RuleViolation, match="免费") as refusal:
        rules.check_tariff(tariff("0.01"), [Stage.PRIMARY], FeeRules(model=FeeModel.FREE))
    assert refusal.value.field == "amount"
    rules.check_tariff(tariff("0"), [Stage.PRIMARY], FeeRules(model=FeeModel.FREE))


def test_a_cap_of_the_stage_is_kept():
    fees = FeeRules(caps=(FeeCap(unit=FeeUnit.LESSON, stage=Stage.JUNIOR, amount=Decimal("3")),))
    rules.check_tariff(tariff("3.50"), [Stage.PRIMARY], fees)
    rules.check_tariff(tariff("3.00"), [Stage.PRIMARY, Stage.JUNIOR], fees)
    with pytest.raises(RuleViolation, match=r"初中每课时 3\.01 元高于上限 3 元") as refusal:
        rules.check_tariff(tariff("3.01"), [Stage.PRIMARY, Stage.JUNIOR], fees)
    assert refusal.value.field == "amount"


def test_a_unit_the_county_does_not_know_is_refused():
    with pytest.raises(RuleViolation, match="计费单位应为每学期") as refusal:
        rules.check_tariff(tariff("3"), [Stage.PRIMARY], FeeRules(units=(FeeUnit.TERM,)))
    assert refusal.value.field == "unit"


@pytest.mark.req("D-19")
@pytest.mark.parametrize(
    "channel",
    [c for c in CollectionChannel if c is not CollectionChannel.SCHOOL_ACCOUNT],
    ids=lambda c: f"教基厅函〔2023〕26号-{c.value}",
)
def test_only_the_school_account_may_collect(channel):
    fees = FeeRules(
        channels=(CollectionChannel.SCHOOL_ACCOUNT,), forbidden_channels=(CollectionChannel.PARENTS_COMMITTEE,)
    )
    rules.check_channel(CollectionChannel.SCHOOL_ACCOUNT, fees)
    with pytest.raises(RuleViolation, match=channel.label):
        rules.check_channel(channel, fees)


def test_a_refused_channel_cites_the_level_that_forbids_it_or_else_the_one_that_lists_what_is_allowed():
    def stated(level: Level, raw: dict) -> Statement:
        return Statement(level, Severity.BLOCK, Clause(level.label), FeeRules.read_part(raw), date(2024, 1, 1), None)

    fees = merge(
        FeeRules,
        [
            stated(Level.NATIONAL, {"forbidden_channels": ["parents_committee"]}),
            stated(Level.COUNTY, {"channels": ["school_account"]}),
        ],
    )
    cited = {}
    for channel in (CollectionChannel.PARENTS_COMMITTEE, CollectionChannel.PROVIDER_VIA_COMMITTEE):
        with pytest.raises(RuleViolation) as refusal:
            rules.check_channel(channel, fees)
        cited[channel.value] = refusal.value.clause and refusal.value.clause.title
    assert cited == {"parents_committee": "国家", "provider_via_committee": "县级"}
