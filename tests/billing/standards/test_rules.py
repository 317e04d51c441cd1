"""What may be charged, and who may collect it: tables with the clause in the id."""

from decimal import Decimal

import pytest

from afterschool.values.errors import RuleViolation
from afterschool.values.vocabulary import CollectionChannel, FeeUnit, Stage
from billing.standards import rules
from bureaus.policies.kinds import FeeCap, FeeModel, FeeRules


def tariff(amount: str, unit: FeeUnit = FeeUnit.LESSON, cap: str | None = None) -> rules.Tariff:
    return rules.Tariff(Decimal(amount), unit, Decimal(cap) if cap else None)


@pytest.mark.req("E-11")
def test_a_free_county_has_no_standard():
    with pytest.raises(RuleViolation, match="免费"):
        rules.check_tariff(tariff("1"), [Stage.PRIMARY], FeeRules(model=FeeModel.FREE))
    rules.check_tariff(tariff("0"), [Stage.PRIMARY], FeeRules(model=FeeModel.FREE))


def test_a_cap_of_the_stage_is_kept():
    fees = FeeRules(caps=(FeeCap(unit=FeeUnit.LESSON, stage=Stage.JUNIOR, amount=Decimal("3")),))
    rules.check_tariff(tariff("3.50"), [Stage.PRIMARY], fees)
    with pytest.raises(RuleViolation, match=r"初中每课时 3\.50 元高于上限 3 元"):
        rules.check_tariff(tariff("3.50"), [Stage.PRIMARY, Stage.JUNIOR], fees)


def test_a_unit_the_county_does_not_know_is_refused():
    with pytest.raises(RuleViolation, match="计费单位应为每学期"):
        rules.check_tariff(tariff("3"), [Stage.PRIMARY], FeeRules(units=(FeeUnit.TERM,)))


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
