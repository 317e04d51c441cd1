"""The rows with which the routes of rectification.returns are opened."""

from datetime import datetime, timedelta

from rectification.campaigns.models import Campaign
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.rules import Month
from rectification.returns.services import clue_reports as clue_report_services
from rectification.returns.services import monthly_merges as monthly_merge_services
from tests.clues import CLUE, SEPTEMBER, SHANGHAI, which
from tests.stage import Stage

AFTER_THE_DEADLINE = datetime(2021, 9, 26, 10, 0, tzinfo=SHANGHAI)
IN_OCTOBER, AFTER_OCTOBER = (datetime(2021, 10, day, 10, 0, tzinfo=SHANGHAI) for day in (12, 28))
OCTOBER = Month(2021, 10)


def build(stage: Stage) -> None:
    """September's report of the first school, filed with one clue and frozen; October's, begun with one and not filed."""
    campaign = Campaign.objects.of(stage.county.bureau.pk).get(year=SEPTEMBER.year)
    filed, clue = _report(stage, campaign, SEPTEMBER)
    _file(stage, filed)
    stage.move_clock(AFTER_THE_DEADLINE)
    monthly_merge_services.freeze_month(campaign=campaign, month=SEPTEMBER, by=stage.county.actor("inspector"))
    merge = MonthlyMerge.objects.of(stage.county.bureau.pk).get(month=SEPTEMBER.month)
    stage.move_clock(IN_OCTOBER)
    begun, new_clue = _report(stage, campaign, OCTOBER)
    stage.opens("rectification", "show_campaign", pk=campaign.pk)
    stage.opens("rectification", "show_clue_report", pk=filed.pk)
    stage.opens("rectification", "show_clue record_disposition", pk=clue.pk)
    stage.opens("rectification", "file_clue_report reopen_clue_report add_clue", pk=begun.pk)
    stage.opens("rectification", "edit_clue remove_clue", pk=new_clue.pk)
    stage.opens("rectification", "show_monthly_merge forward_merge download_month_package", pk=merge.pk)
    stage.posts("rectification", "start_clue_report file_nil_report", **which(campaign, "2021-11"))
    stage.posts("rectification", "remind_schools freeze_month", **which(campaign, "2021-10"))
    stage.posts("rectification", "add_clue", **CLUE)
    stage.posts("rectification", "edit_clue", **CLUE | {"progress": "已办结"})
    stage.posts("rectification", "reopen_clue_report", reason="示例")
    stage.posts("rectification", "record_disposition", disposition="closed_no_action", concluded_on="2021-10-11")
    stage.comes_first("rectification", "reopen_clue_report", lambda: _file(stage, begun))
    stage.comes_first("rectification", "freeze_month", lambda: stage.move_clock(AFTER_OCTOBER))
    in_november = IN_OCTOBER + timedelta(days=31)
    stage.comes_first("rectification", "start_clue_report file_nil_report", lambda: stage.move_clock(in_november))


def _report(stage: Stage, campaign: Campaign, month: Month) -> tuple[ClueReport, Clue]:
    """A month's report of the first school with one clue, not filed yet."""
    admin = stage.county.actor("school_admin")
    report = clue_report_services.start_clue_report(campaign=campaign, month=month, by=admin)
    facts = {"found_on": stage.county.term.starts_on + timedelta(days=2), "amount": None}
    flags = {"is_supervised_person": True, "is_discipline_business": True}
    return report, clue_report_services.add_clue(report=report, values=CLUE | facts | flags, by=admin)


def _file(stage: Stage, report: ClueReport) -> None:
    clue_report_services.file_clue_report(report=report, by=stage.county.actor("school_admin"))
