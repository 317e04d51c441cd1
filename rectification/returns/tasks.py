"""The monthly clue reports: every night the months that are over are frozen; then their documents are made."""

from celery import shared_task
from django.utils import timezone

from afterschool.tenancy.tasks import BureauTask
from audit.actors import Actor
from bureaus.tree import reports as directory
from rectification.returns.documents import clue_forms
from rectification.returns.models.clues import ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.services import monthly_merges


@shared_task
def freeze_all_clue_reports() -> None:
    """Every night after midnight, one task for each bureau: the deadline is each county's own policy."""
    for bureau in directory.counties():
        freeze_clue_reports.delay(bureau.pk)


@shared_task(base=BureauTask)
def freeze_clue_reports(bureau_id: int) -> None:

    monthly_merges.freeze_due_months(bureau_id, today=timezone.localdate())


@shared_task
def remind_all_schools() -> None:
    """Every morning, one task for each bureau: on which days is each county's own policy."""
    for bureau in directory.counties():
        remind_schools.delay(bureau.pk)


@shared_task(base=BureauTask)
def remind_schools(bureau_id: int) -> None:

    monthly_merges.remind_due_schools(bureau_id, today=timezone.localdate())


@shared_task(base=BureauTask)
def issue_month_documents(bureau_id: int, merge_id: int) -> None:
    """The county's merged form, then an order for each school's form. Documents that are made already stay as they are."""
    merge = MonthlyMerge.objects.of(bureau_id).select_related("campaign", "bureau").get(pk=merge_id)
    clue_forms.issue_merged_form(merge, by=Actor.system(bureau_id))
    frozen = ClueReport.objects.of(bureau_id).of_month(merge.campaign, merge.year, merge.month)
    for pk in frozen.filter(status=ClueReport.Status.FROZEN).values_list("pk", flat=True):
        issue_clue_form.delay_on_commit(bureau_id, pk)


@shared_task(base=BureauTask)
def issue_clue_form(bureau_id: int, report_id: int) -> None:
    report = ClueReport.objects.of(bureau_id).select_related("campaign", "school", "bureau").get(pk=report_id)
    clue_forms.issue_school_form(report, by=Actor.system(bureau_id))
