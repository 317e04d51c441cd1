"""What the worker does for the monthly clue reports: reminds in the morning, freezes at night the months that are over."""

from datetime import date

from audit import jobs
from rectification.returns.services import monthly_merges as monthly_merge_services


@jobs.handles("freeze_clue_reports")
def freeze_clue_reports(bureau_id: int, on: str) -> None:
    """Every night after midnight: deadlines are each county's own policy."""
    monthly_merge_services.freeze_due_months(bureau_id, today=date.fromisoformat(on))


@jobs.handles("remind_schools")
def remind_schools(bureau_id: int, on: str) -> None:
    """Every morning: reminder days are each county's own policy."""
    monthly_merge_services.remind_due_schools(bureau_id, today=date.fromisoformat(on))
