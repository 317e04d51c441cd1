"""The rows with which the routes of rectification.returns are opened."""

from datetime import datetime, timedelta

from rectification.campaigns.models import Campaign
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.services import clue_reports as clue_report_services
from rectification.returns.services import monthly_merges as monthly_merge_services
from tests.clues import CLUE, SEPTEMBER, SHANGHAI, which
from tests.stage import Stage

AFTER_THE_DEADLINE = datetime(2021, 9, 26, 10, 0, tzinfo=SHANGHAI)


def build(stage: Stage) -> None:
    """September's report of the first school, filed with one clue and frozen after the deadline."""
    county = stage.county
    admin = county.actor("school_admin")
    campaign = Campaign.objects.of(county.bureau.pk).get()
    report = clue_report_services.start_clue_report(campaign=campaign, month=SEPTEMBER, by=admin)
    facts = {"found_on": county.term.starts_on + timedelta(days=2), "amount": None}
    flags = {"is_supervised_person": True, "is_discipline_business": True}
    clue = clue_report_services.add_clue(report=report, values=CLUE | facts | flags, by=admin)
    clue_report_services.file_clue_report(report=report, by=admin)
    stage.move_clock(AFTER_THE_DEADLINE)
    monthly_merge_services.freeze_month(campaign=campaign, month=SEPTEMBER, by=county.actor("inspector"))
    merge = MonthlyMerge.objects.of(county.bureau.pk).get()
    stage.opens("rectification", "show_campaign", pk=campaign.pk)
    stage.opens("rectification", "show_clue_report file_clue_report reopen_clue_report add_clue", pk=report.pk)
    stage.opens("rectification", "show_clue edit_clue remove_clue record_disposition", pk=clue.pk)
    stage.opens("rectification", "show_monthly_merge forward_merge download_month_package", pk=merge.pk)
    stage.posts("rectification", "start_clue_report file_nil_report remind_schools freeze_month", **which(campaign))
