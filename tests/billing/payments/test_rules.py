"""Which payment is refused: tables of examples."""

from datetime import date
from decimal import Decimal

import pytest

from afterschool.values.errors import RuleViolation
from billing.payments import rules


@pytest.mark.parametrize(
    ("amount", "received_on", "sentence", "field"),
    [
        ("0", date(2021, 9, 9), "大于零", "amount"),
        ("-1", date(2021, 9, 9), "大于零", "amount"),
        ("1.005", date(2021, 9, 9), "两位小数", "amount"),
        ("150.01", date(2021, 9, 9), "超过尚欠的 150", "amount"),
        ("1", date(2021, 9, 11), "晚于今天", "received_on"),
    ],
)
def test_payments_refused(amount, received_on, sentence, field):
    with pytest.raises(RuleViolation, match=sentence) as refusal:
        check(amount, received_on)
    assert refusal.value.field == field


@pytest.mark.parametrize("amount", ["0.01", "149.99", "150"])
def test_payments_taken(amount):
    """Down to a cent and up to all that is due, and on this very day."""
    check(amount, date(2021, 9, 10))


def check(amount: str, received_on: date) -> None:
    rules.check_payment(
        Decimal(amount), due=Decimal("200"), paid=Decimal("50"), received_on=received_on, today=date(2021, 9, 10)
    )
