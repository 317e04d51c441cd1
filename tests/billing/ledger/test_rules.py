"""An entry balances to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values import money
from billing.ledger import rules

YUAN = st.decimals(min_value=0, max_value=9999, places=2)


@given(st.lists(YUAN.filter(bool), min_size=1, max_size=6))
def test_a_balanced_entry_passes_and_any_cent_too_much_fails(amounts):
    lines = {f"debit{n}": amount for n, amount in enumerate(amounts)} | {"credit": -sum(amounts, Decimal(0))}
    rules.check_balanced(lines)
    with pytest.raises(ValueError, match="must balance"):
        rules.check_balanced({**lines, "credit": lines["credit"] - money.CENT})


def test_one_line_is_no_entry():
    with pytest.raises(ValueError, match="must balance"):
        rules.check_balanced({"cash": Decimal("0.00")})
