"""Money: what a child owes, what may be charged, when books balance. Pure; amounts are Decimal yuan, rounded only here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from afterschool.errors import RuleViolation
from bureaus.policy_kinds import CollectionChannel, FeeModel, FeeRules, FeeUnit, Stage

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
UNIT_WORDS = {FeeUnit.LESSON: "课时", FeeUnit.MONTH: "个月", FeeUnit.TERM: "学期"}


def rounded(amount: Decimal) -> Decimal:
    """Yuan with two places, half a cent up, as receipts are written."""
    return amount.quantize(CENT, ROUND_HALF_UP)


# --- what a child owes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tariff:
    """收费标准: yuan per unit, with an optional cap for the whole term."""

    amount: Decimal
    unit: FeeUnit
    term_cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """应收. `full - waived = due`, all in yuan; `calculation` says in words how it came about."""

    full: Decimal
    waived: Decimal
    due: Decimal
    calculation: str


def owed(tariff: Tariff, quantity: int, *, reduction_percent: int = 0, waiver_name: str = "") -> Owed:
    """What one child owes for one term: units × price, capped, less the waiver (100 = 免收).

    Raises ValueError for a negative quantity or a reduction outside 0–100.
    """
    if quantity < 0 or not 0 <= reduction_percent <= 100:
        raise ValueError("a quantity is not negative and a reduction is between 0 and 100")
    full = rounded(tariff.amount * quantity)
    words = f"{tariff.amount} 元 × {quantity} {UNIT_WORDS[tariff.unit]} = {full} 元"
    if tariff.term_cap is not None and full > tariff.term_cap:
        full = rounded(tariff.term_cap)
        words += f"，按学期封顶 {full} 元"
    waived = rounded(full * reduction_percent / 100)
    if reduction_percent:
        words += f"，{waiver_name}{'免收' if reduction_percent == 100 else f'减免 {reduction_percent}%'}"
    return Owed(full, waived, full - waived, words)


def months_begun(starts_on: date, ends_on: date) -> int:
    """Calendar months that a term touches, both ends included."""
    return (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1


# --- what may be charged ------------------------------------------------------------------------------------------------


def check_tariff(tariff: Tariff, stages: Iterable[Stage], fees: FeeRules) -> None:
    """Raises RuleViolation where the county serves free of charge, does not know the unit, or caps it lower."""
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
    """Raises RuleViolation unless the money goes where it may: since spring 2024 only to the school's own account."""
    if not fees.may_collect_through(channel):
        field = "forbidden_channels" if channel in fees.forbidden_channels else "channels"
        raise RuleViolation(f"不得通过{channel.label}收取课后服务费。", clause=fees.clause_for(field, channel))


def check_payment(amount: Decimal, *, due: Decimal, paid: Decimal, received_on: date, today: date) -> None:
    """Raises RuleViolation for nothing, for more than is still owed, and for money of tomorrow."""
    if amount <= 0 or amount != rounded(amount):
        raise RuleViolation("收款金额要大于零，最多两位小数。", field="amount")
    if amount > due - paid:
        raise RuleViolation(f"收款 {amount} 元超过尚欠的 {due - paid} 元，不得多收。", field="amount")
    if received_on > today:
        raise RuleViolation("收款日期不能晚于今天。", field="received_on")


# --- books -----------------------------------------------------------------------------------------------------------------


def check_balanced(lines: Mapping[str, Decimal]) -> None:
    """Raises ValueError unless debits (positive) and credits (negative) of one journal entry add up to zero."""
    if sum(lines.values(), ZERO) != 0 or len(lines) < 2 or ZERO in lines.values():
        raise ValueError(f"a journal entry must balance: {dict(lines)}")
