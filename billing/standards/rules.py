"""What may be charged. Pure; amounts are Decimal yuan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from afterschool.values.errors import RuleViolation
from afterschool.values.vocabulary import CollectionChannel, FeeUnit, Stage
from bureaus.policies.kinds import FeeModel, FeeRules


@dataclass(frozen=True, slots=True)
class Tariff:
    """收费标准: yuan per unit, with an optional cap for the whole term."""

    amount: Decimal
    unit: FeeUnit
    term_cap: Decimal | None = None


def check_tariff(tariff: Tariff, stages: Iterable[Stage], fees: FeeRules) -> None:
    """Raises RuleViolation where the county serves free of charge, the unit is not allowed, or the price exceeds the cap."""
    if fees.model is FeeModel.FREE and tariff.amount > 0:
        raise RuleViolation("本地课后服务免费，不得设收费标准。", clause=fees.clause_for("model"), field="amount")
    if fees.units and tariff.unit not in fees.units:
        allowed = "、".join(unit.label for unit in fees.units)
        raise RuleViolation(f"计费单位应为{allowed}。", clause=fees.clause_for("units"), field="unit")
    for stage in stages:
        cap = fees.cap(tariff.unit, stage)
        if cap is not None and tariff.amount > cap.amount:
            raise RuleViolation(
                f"{stage.label}{tariff.unit.label} {tariff.amount} 元高于上限 {cap.amount} 元。",
                clause=fees.clause_for("caps", cap.key),
                field="amount",
            )


def check_channel(channel: CollectionChannel, fees: FeeRules) -> None:
    """Raises RuleViolation for a channel that is not allowed: since spring 2024, any but the school's own account."""
    if not fees.may_collect_through(channel):
        field = "forbidden_channels" if channel in fees.forbidden_channels else "channels"
        raise RuleViolation(f"不得通过{channel.label}收取课后服务费。", clause=fees.clause_for(field, channel))
