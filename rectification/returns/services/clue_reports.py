"""A school's monthly clue report. Locks are taken in one order: month (MonthlyMerge), report, clue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from afterschool.values.errors import require
from audit.actors import Actor
from audit.workflow import move, record
from bureaus.documents.models import DocumentNumber
from bureaus.tree import reports as directory
from rectification.campaigns.models import Campaign
from rectification.returns import permissions, rules
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months, deadlines
from rectification.returns.rules import Month
from schools.register.models import School

CLUE_NUMBERS = "clue"  # the series of DocumentNumber: a county's clues of one year, without gaps


# --- obtaining, locked ---------------------------------------------------------------------------------


def lock_month(campaign: Campaign, month: Month) -> MonthlyMerge:
    """The month's row, locked: filing and freezing wait for each other here."""
    months = MonthlyMerge.objects.of(campaign.bureau_id)
    due_on = deadlines.due_on(campaign.bureau_id, month)
    months.get_or_create(
        campaign=campaign,
        year=month.year,
        month=month.month,
        defaults={"due_on": due_on},
    )
    return months.locked().of_month(campaign, month.year, month.month).get()


def month_of(report: ClueReport) -> Month:
    return Month(report.year, report.month)


def _lock_open_report(report: ClueReport, by: Actor) -> ClueReport:
    """The report of a month that is not merged yet. Raises Forbidden and RuleViolation."""
    report = ClueReport.objects.of(by.bureau_id).select_related("campaign", "school").get(pk=report.pk)
    require(permissions.can_file_clue_report(by, report.school_id))
    month = month_of(report)
    merge = lock_month(report.campaign, month)
    rules.check_still_open(merge.is_open, month=month, clause=deadlines.deadline_of(report.bureau_id, month).clause)
    return ClueReport.objects.of(by.bureau_id).select_related("campaign", "school").locked().get(pk=report.pk)


def _lock_draft(report: ClueReport, by: Actor) -> ClueReport:
    report = _lock_open_report(report, by)
    rules.check_is_draft(report.is_open)
    return report


# --- the report ----------------------------------------------------------------------------------------


@transaction.atomic
def start_clue_report(*, campaign: Campaign, month: Month, by: Actor) -> ClueReport:
    """开始填报. The school's report of one month; returns the existing one where there is one."""
    require(by.school_id is not None and permissions.can_file_clue_report(by, by.school_id))
    campaign = Campaign.objects.of(by.bureau_id).get(pk=campaign.pk)
    deadline = deadlines.deadline_of(campaign.bureau_id, month)
    owed = clue_months.owed_months(campaign)
    rules.check_campaign_runs(campaign.status == Campaign.Status.RUNNING, clause=campaign.clause)
    rules.check_month(month, owed=owed, today=timezone.localdate(), clause=deadline.clause)
    merge = lock_month(campaign, month)
    rules.check_still_open(merge.is_open, month=month, clause=deadline.clause)
    assert by.school_id is not None
    school = School.objects.of(by.bureau_id).get(pk=by.school_id)
    report, is_new = ClueReport.objects.of(by.bureau_id).get_or_create(
        campaign=campaign,
        school=school,
        year=month.year,
        month=month.month,
        defaults={"due_on": deadline.due_on},
    )
    if is_new:
        record("clue_report.start", report, by=by)
    return report


@transaction.atomic
def file_clue_report(*, report: ClueReport, by: Actor) -> ClueReport:
    """报送, with its clues, which are numbered now. After the deadline it is marked late."""
    report = _lock_draft(report, by)
    _file(report, is_nil=False, by=by)
    return report


@transaction.atomic
def file_nil_report(*, campaign: Campaign, month: Month, by: Actor) -> ClueReport:
    """零报告, in one step: nothing was found this month."""
    report = _lock_draft(start_clue_report(campaign=campaign, month=month, by=by), by)
    _file(report, is_nil=True, by=by)
    return report


def _file(report: ClueReport, *, is_nil: bool, by: Actor) -> None:
    month, now = month_of(report), timezone.now()
    deadline = deadlines.deadline_of(report.bureau_id, month)
    rules.check_filing(
        is_nil=is_nil, clue_count=report.clues.count(), nil_allowed=deadline.rule.nil_return, clause=deadline.clause
    )
    _number_clues(report)
    is_late = timezone.localdate(now) > report.due_on
    move(
        report, ClueReport.Status.FILED, by=by, action="clue_report.file_nil" if is_nil else "", clause=deadline.clause,
        is_nil=is_nil, filed_at=now, filed_by=by.name, is_late=is_late,
    )  # fmt: skip


@transaction.atomic
def reopen_clue_report(*, report: ClueReport, reason: str, by: Actor) -> ClueReport:
    """撤回, to correct it. Possible until the month is merged; whether it is late is decided when it is filed again."""
    report = _lock_open_report(report, by)
    move(report, ClueReport.Status.DRAFT, by=by, reason=reason, is_nil=False)
    return report


# --- its clues -----------------------------------------------------------------------------------------


def _check_clue(report: ClueReport, values: Mapping[str, Any], today: date) -> None:
    month = month_of(report)
    form = deadlines.clue_form(report.bureau_id, month)
    rules.check_found_on(
        values["found_on"],
        report_month=month,
        this_year_only=bool(form.found_this_year_only),
        today=today,
        clause=form.clause_for("found_this_year_only"),
    )
    rules.check_discipline_business(
        values["is_discipline_business"],
        required=bool(form.discipline_business_only),
        clause=form.clause_for("discipline_business_only"),
    )


@transaction.atomic
def add_clue(*, report: ClueReport, values: Mapping[str, Any], by: Actor) -> Clue:
    """登记线索. `values` are the fields of the form. Raises RuleViolation with the note of the form that it breaks."""
    report = _lock_draft(report, by)
    _check_clue(report, values, timezone.localdate())
    clue = Clue.objects.of(by.bureau_id).create(report=report, **values)
    record("clue.add", clue, by=by)
    return clue


@transaction.atomic
def edit_clue(*, clue: Clue, values: Mapping[str, Any], by: Actor) -> Clue:
    """修改线索. The audit entry names the changed fields, never their content."""
    clue = Clue.objects.of(by.bureau_id).select_related("report").get(pk=clue.pk)
    report = _lock_draft(clue.report, by)
    _check_clue(report, values, timezone.localdate())
    clue = Clue.objects.of(by.bureau_id).locked().get(pk=clue.pk)
    changed = [name for name, value in values.items() if getattr(clue, name) != value]
    for name in changed:
        setattr(clue, name, values[name])
    if changed:
        clue.save(update_fields=changed)
        record("clue.edit", clue, by=by, fields=changed)
    return clue


@transaction.atomic
def remove_clue(*, clue: Clue, by: Actor) -> ClueReport:
    """删去线索, while its report is a draft. Its number, if any, is not reused."""
    clue = Clue.objects.of(by.bureau_id).select_related("report").without_substance().get(pk=clue.pk)
    report = _lock_draft(clue.report, by)
    record("clue.remove", clue, by=by, number=clue.number)
    clue.delete()
    return report


@transaction.atomic
def record_disposition(*, clue: Clue, disposition: str, concluded_on: date | None, by: Actor) -> None:
    """登记处置. The discipline team's own note on a filed clue; the frozen form stays as it was."""
    require(permissions.can_record_disposition(by))
    clue = Clue.objects.of(by.bureau_id).without_substance().locked().get(pk=clue.pk)
    rules.check_concluded_on(concluded_on, found_on=clue.found_on, today=timezone.localdate())
    clue.disposition, clue.concluded_on = disposition, concluded_on
    clue.save(update_fields=["disposition", "concluded_on"])
    record("clue.record_disposition", clue, by=by, disposition=disposition, concluded_on=concluded_on)


def _number_clues(report: ClueReport) -> None:
    """Numbers the clues that have no number yet, in the order in which they were added."""
    clues = Clue.objects.of(report.bureau_id).filter(report=report, number="").without_substance()
    unnumbered = list(clues.order_by("pk"))
    if not unnumbered:
        return
    counters = DocumentNumber.objects.of(report.bureau_id)
    counters.get_or_create(kind=CLUE_NUMBERS, year=report.year)
    counter = counters.locked().get(kind=CLUE_NUMBERS, year=report.year)
    code = directory.get(report.bureau_id).code
    for sequence, clue in enumerate(unnumbered, start=counter.last + 1):
        clue.number = rules.number_clue(code, report.year, sequence)
        clue.save(update_fields=["number"])
    counter.last += len(unnumbered)
    counter.save(update_fields=["last"])
