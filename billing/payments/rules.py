"""What a payment may be. Pure; amounts are Decimal yuan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from afterschool.values.errors import RuleViolation
from afterschool.values.money import rounded


def check_payment(amount: Decimal, *, due: Decimal, paid: Decimal, received_on: date, today: date) -> None:
    """Raises RuleViolation for a zero amount, more than the balance due, or a future date."""
    if amount <= 0 or amount != rounded(amount):
        raise RuleViolation("收款金额要大于零，最多两位小数。", field="amount")
    if amount > due - paid:
        raise RuleViolation(f"收款 {amount} 元超过尚欠的 {due - paid} 元，不得多收。", field="amount")
    if received_on > today:
        raise RuleViolation("收款日期不能晚于今天。", field="received_on")
