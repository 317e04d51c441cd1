"""The county's month: remind, freeze, forward. Locks are taken in one order: month (MonthlyMerge), report, clue."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from afterschool.values.errors import require
from audit.actors import Actor
from audit.workflow import move, record
from rectification.campaigns.models import Campaign
from rectification.returns import permissions, rules
from rectification.returns.documents import clue_forms
from rectification.returns.models.clues import Clue, ClueQuerySet, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months, deadlines
from rectification.returns.rules import Month
from rectification.returns.services import clue_reports as clue_report_services


@transaction.atomic
def remind_schools(*, campaign: Campaign, month: Month, by: Actor) -> int:
    """催报. Marks the month as reminded, which shows in the inbox of every school that has not filed; counts them."""
    require(permissions.can_remind_schools(by))
    merge = clue_report_services.lock_month(campaign, month)
    deadline = deadlines.deadline_of(campaign.bureau_id, month)
    rules.check_still_open(merge.is_open, month=month, clause=deadline.clause)
    missing = clue_months.board(campaign, month, today=timezone.localdate()).missing
    rules.check_somebody_to_remind(len(missing), month=month)
    merge.reminded_at = timezone.now()
    merge.save(update_fields=["reminded_at"])
    schools = [row.school.pk for row in missing]
    record("county_return.remind", merge, by=by, clause=deadline.clause, schools=schools)
    return len(missing)


@transaction.atomic
def freeze_month(*, campaign: Campaign, month: Month, by: Actor) -> MonthlyMerge:
    """汇总定稿. Freezes the filed reports, records the schools that did not file, and orders the documents."""
    require(permissions.can_freeze_month(by))
    merge, now = clue_report_services.lock_month(campaign, month), timezone.now()
    board = clue_months.board(campaign, month, today=timezone.localdate(now))
    rules.check_may_freeze(
        today=timezone.localdate(now),
        due_on=board.due_on,
        missing_count=len(board.missing),
        month=month,
        clause=board.deadline.clause,
    )
    filed = ClueReport.objects.of(campaign.bureau_id).of_month(campaign, month.year, month.month).locked()
    for report in filed.filter(status=ClueReport.Status.FILED).select_related("school"):
        move(report, ClueReport.Status.FROZEN, by=by, frozen_at=now)
    move(
        merge, MonthlyMerge.Status.FROZEN, by=by, clause=board.deadline.clause, frozen_at=now,
        school_count=board.school_count,
        filed_count=len(board.handed_in),
        nil_count=board.nil_count,
        late_count=board.late_count,
        clue_count=clues_of(merge).count(),
        overdue=[{"id": row.school.pk, "code": row.school.code, "name": row.school.name} for row in board.missing],
    )  # fmt: skip
    clue_forms.order_month_forms(merge, by=by)
    return merge


def clues_of(merge: MonthlyMerge) -> ClueQuerySet:
    """The clues filed for the month, by number, without their substance."""
    reports = ClueReport.objects.of(merge.bureau_id).of_month(merge.campaign, merge.year, merge.month).handed_in()
    return Clue.objects.of(merge.bureau_id).filter(report__in=reports).without_substance()


@transaction.atomic
def forward_merge(*, merge: MonthlyMerge, by: Actor) -> MonthlyMerge:
    """上报. The second hop: from the county's team to the recipient at the city that policy names. Recorded."""
    require(permissions.can_forward_merge(by))
    merge = MonthlyMerge.objects.of(by.bureau_id).locked().get(pk=merge.pk)
    deadline = deadlines.deadline_of(
        merge.bureau_id, Month(merge.year, merge.month), code=deadlines.CLUE_REPORT_FORWARD
    )
    move(
        merge, MonthlyMerge.Status.FORWARDED, by=by, clause=deadline.clause,
        forwarded_at=timezone.now(), forwarded_by=by.name, recipient=deadline.recipients,
    )  # fmt: skip
    return merge


# --- what the worker does every night ------------------------------------------------------------------


def freeze_due_months(bureau_id: int, *, today: date) -> list[MonthlyMerge]:
    """Freezes every month whose deadline is over. Safe to run twice."""
    by = Actor.system(bureau_id)
    frozen = []
    for campaign in Campaign.objects.of(bureau_id).filter(status=Campaign.Status.RUNNING):
        for month in clue_months.open_months(campaign):
            if deadlines.due_on(bureau_id, month) < today:
                frozen.append(freeze_month(campaign=campaign, month=month, by=by))
    return frozen


def remind_due_schools(bureau_id: int, *, today: date) -> int:
    """Reminds on the days before the deadline that the policy names; once a day."""
    by, count = Actor.system(bureau_id), 0
    for campaign in Campaign.objects.of(bureau_id).running(today):
        month = Month.of(today)
        if month not in clue_months.owed_months(campaign):
            continue
        deadline = deadlines.deadline_of(bureau_id, month)
        if not rules.reminder_due(today, due_on=deadline.due_on, days_before=deadline.rule.remind_days_before):
            continue
        board = clue_months.board(campaign, month, today=today)
        if board.is_frozen or not board.missing or _reminded_on(board.merge, today):
            continue
        count += remind_schools(campaign=campaign, month=month, by=by)
    return count


def _reminded_on(merge: MonthlyMerge | None, day: date) -> bool:
    return merge is not None and merge.reminded_at is not None and timezone.localdate(merge.reminded_at) == day
