"""Money: tables with the clause in the id, and what must hold for every amount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values import money
from afterschool.values.vocabulary import FeeUnit
from billing.charges import rules
from billing.standards import rules as standard_rules

YUAN = st.decimals(min_value=0, max_value=9999, places=2)


def tariff(amount: str, unit: FeeUnit = FeeUnit.LESSON, cap: str | None = None) -> standard_rules.Tariff:
    return standard_rules.Tariff(Decimal(amount), unit, Decimal(cap) if cap else None)


@pytest.mark.req("C-06/six")
@pytest.mark.parametrize(
    ("amount", "cap", "quantity", "percent", "due"),
    [
        pytest.param("2.50", None, 80, 0, "200.00", id="price-times-lessons"),
        pytest.param("2.50", "180", 80, 0, "180.00", id="term-cap"),
        pytest.param("2.50", None, 80, 100, "0.00", id="巴彦淖尔三(三)-exempt-pays-nothing"),
        pytest.param("2.50", None, 81, 50, "101.25", id="half"),
        pytest.param("2.50", None, 0, 0, "0.00", id="no-lesson"),
        pytest.param("0.33", None, 5, 50, "0.82", id="half-a-cent-goes-up"),
    ],
)
def test_owed(amount, cap, quantity, percent, due):
    assert rules.owed(tariff(amount, cap=cap), quantity, reduction_percent=percent).due == Decimal(due)


def test_a_cap_that_is_just_reached_is_not_spoken_of():
    assert rules.owed(tariff("2.00", cap="160"), 80).calculation == "2.00 元 × 80 课时 = 160.00 元"


def test_the_calculation_says_how():
    owed = rules.owed(tariff("2.50", cap="180"), 80, reduction_percent=100, waiver_name="低保户子女")
    assert owed.calculation == "2.50 元 × 80 课时 = 200.00 元，按学期封顶 180.00 元，低保户子女免收"


@given(amount=YUAN, quantity=st.integers(0, 500), percent=st.integers(0, 100), cap=st.none() | YUAN)
def test_what_is_owed_always_adds_up(amount, quantity, percent, cap):
    owed = rules.owed(standard_rules.Tariff(amount, FeeUnit.LESSON, cap), quantity, reduction_percent=percent)
    assert owed.full - owed.waived == owed.due
    assert 0 <= owed.due <= owed.full
    assert owed.due == money.rounded(owed.due)
    assert cap is None or owed.full <= max(cap, amount * quantity)
    assert percent < 100 or owed.due == 0


@pytest.mark.parametrize("arguments", [(-1, 0), (1, -1), (1, 101)])
def test_owed_refuses_nonsense(arguments):
    with pytest.raises(ValueError):
        rules.owed(tariff("1"), arguments[0], reduction_percent=arguments[1])


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "months"),
    [
        (date(2021, 9, 1), date(2022, 1, 14), 5),
        (date(2021, 9, 30), date(2021, 9, 30), 1),
        (date(2021, 12, 31), date(2022, 1, 1), 2),
    ],
)
def test_months_begun(starts_on, ends_on, months):
    assert rules.months_begun(starts_on, ends_on) == months
