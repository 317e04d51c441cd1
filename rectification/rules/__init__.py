"""Rules of rectification, pure: one module per aggregate."""

from .clue_reports import (
    Month,
    check_campaign_runs,
    check_concluded_on,
    check_discipline_business,
    check_filing,
    check_found_on,
    check_is_draft,
    check_may_freeze,
    check_month,
    check_somebody_to_remind,
    check_still_open,
    last_day_in_time,
    number_clue,
    owed_months,
    reminder_due,
)

__all__ = [
    "Month",
    "check_campaign_runs",
    "check_concluded_on",
    "check_discipline_business",
    "check_filing",
    "check_found_on",
    "check_is_draft",
    "check_may_freeze",
    "check_month",
    "check_somebody_to_remind",
    "check_still_open",
    "last_day_in_time",
    "number_clue",
    "owed_months",
    "reminder_due",
]
