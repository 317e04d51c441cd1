"""What a bureau does with its frame: terms, calendar, policies. Reviews have their own engine (bureaus/reviews.py)."""

from .holidays import seed_holidays
from .policy import Adoption, add_policy, adopt_policy_pack, edit_policy, preview_adoption
from .term import change_calendar, close_term, open_term, remove_calendar_change

__all__ = [
    "Adoption",
    "add_policy",
    "adopt_policy_pack",
    "change_calendar",
    "close_term",
    "edit_policy",
    "open_term",
    "preview_adoption",
    "remove_calendar_change",
    "seed_holidays",
]
