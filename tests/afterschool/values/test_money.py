"""Yuan are counted to the cent."""

from decimal import Decimal

import pytest

from afterschool.values import money


@pytest.mark.parametrize(
    ("exact", "yuan"),
    [("0.004", "0.00"), ("0.005", "0.01"), ("0.015", "0.02"), ("-0.005", "-0.01"), ("12", "12.00")],
)
def test_half_a_cent_goes_up(exact, yuan):
    assert str(money.rounded(Decimal(exact))) == yuan


def test_a_cent_and_nothing():
    assert (str(money.CENT), str(money.ZERO)) == ("0.01", "0.00")
