"""Double entry. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from afterschool.values.money import ZERO


def check_balanced(lines: Mapping[str, Decimal]) -> None:
    """Raises ValueError unless debits (positive) and credits (negative) of one journal entry add up to zero."""
    if sum(lines.values(), ZERO) != 0 or len(lines) < 2 or ZERO in lines.values():
        raise ValueError(f"a journal entry must balance: {dict(lines)}")
