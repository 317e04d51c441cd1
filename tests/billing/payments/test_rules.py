"""Which payment is refused: tables of examples."""

from datetime import date
from decimal import Decimal

import pytest

from afterschool.values.errors import RuleViolation
from billing.payments import rules


@pytest.mark.parametrize(
    ("amount", "received_on", "sentence"),
    [
        ("0", date(2021, 9, 9), "大于零"),
        ("-1", date(2021, 9, 9), "大于零"),
        ("1.005", date(2021, 9, 9), "两位小数"),
        ("150.01", date(2021, 9, 9), "超过尚欠的 150"),
        ("1", date(2021, 9, 11), "晚于今天"),
    ],
)
def test_payments_refused(amount, received_on, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        rules.check_payment(
            Decimal(amount), due=Decimal("200"), paid=Decimal("50"), received_on=received_on, today=date(2021, 9, 10)
        )
