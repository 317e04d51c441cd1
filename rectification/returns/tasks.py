"""Jobs of the monthly clue reports: months past their deadline are frozen every night; then documents are made."""

from datetime import date

from audit import jobs
from audit.actors import Actor
from rectification.returns.documents import clue_forms
from rectification.returns.models.clues import ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.services import monthly_merges as monthly_merge_services


@jobs.handles("freeze_clue_reports")
def freeze_clue_reports(bureau_id: int, on: str) -> None:
    """Every night after midnight: deadlines are each county's own policy."""
    monthly_merge_services.freeze_due_months(bureau_id, today=date.fromisoformat(on))


@jobs.handles("remind_schools")
def remind_schools(bureau_id: int, on: str) -> None:
    """Every morning: reminder days are each county's own policy."""
    monthly_merge_services.remind_due_schools(bureau_id, today=date.fromisoformat(on))


@jobs.handles("month_documents")
def issue_month_documents(bureau_id: int, merge_id: int) -> None:
    """Makes the county's merged form and orders each school's form. Existing documents stay as they are."""
    merge = MonthlyMerge.objects.of(bureau_id).select_related("campaign", "bureau").get(pk=merge_id)
    clue_forms.issue_merged_form(merge, by=Actor.system(bureau_id))
    frozen = ClueReport.objects.of(bureau_id).of_month(merge.campaign, merge.year, merge.month)
    for pk in frozen.filter(status=ClueReport.Status.FROZEN).values_list("pk", flat=True):
        jobs.order("clue_form", bureau_id=bureau_id, report_id=pk)


@jobs.handles("clue_form")
def issue_clue_form(bureau_id: int, report_id: int) -> None:
    report = ClueReport.objects.of(bureau_id).select_related("campaign", "school", "bureau").get(pk=report_id)
    clue_forms.issue_school_form(report, by=Actor.system(bureau_id))
