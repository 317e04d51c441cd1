"""What people and tasks do in rectification: one module per aggregate."""

from .campaigns import close_campaign, start_campaign
from .clue_reports import (
    add_clue,
    edit_clue,
    file_clue_report,
    file_nil_report,
    record_disposition,
    remove_clue,
    reopen_clue_report,
    start_clue_report,
)
from .monthly_merges import (
    forward_merge,
    freeze_due_months,
    freeze_month,
    remind_due_schools,
    remind_schools,
)

__all__ = [
    "add_clue",
    "close_campaign",
    "edit_clue",
    "file_clue_report",
    "file_nil_report",
    "forward_merge",
    "freeze_due_months",
    "freeze_month",
    "record_disposition",
    "remind_due_schools",
    "remind_schools",
    "remove_clue",
    "reopen_clue_report",
    "start_campaign",
    "start_clue_report",
]
