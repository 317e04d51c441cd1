"""Money: what a child owes, what may be charged, when books balance. Pure; amounts are Decimal yuan, rounded only here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from afterschool.values.money import rounded
from billing.standards.rules import Tariff


@dataclass(frozen=True, slots=True)
class Owed:
    """应收. `full - waived = due`, all in yuan; `calculation` explains the amount in words."""

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
    words = f"{tariff.amount} 元 × {quantity} {tariff.unit.counter} = {full} 元"
    if tariff.term_cap is not None and full > tariff.term_cap:
        full = rounded(tariff.term_cap)
        words += f"，按学期封顶 {full} 元"
    waived = waived_of(full, reduction_percent)
    if reduction_percent:
        words += f"，{waiver_name}{'免收' if reduction_percent == 100 else f'减免 {reduction_percent}%'}"
    return Owed(full, waived, full - waived, words)


def waived_of(full: Decimal, reduction_percent: int) -> Decimal:
    """The part of a full amount that a waiver takes off."""
    return rounded(full * reduction_percent / 100)


def months_begun(starts_on: date, ends_on: date) -> int:
    """Calendar months that a term touches, both ends included."""
    return (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
