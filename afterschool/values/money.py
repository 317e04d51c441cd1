from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def rounded(amount: Decimal) -> Decimal:
    """Yuan with two places, half a cent up, as receipts are written."""
    return amount.quantize(CENT, ROUND_HALF_UP)
