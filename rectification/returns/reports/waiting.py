"""Inbox items of clue reports: a school's due report, the county's overdue schools, months to forward."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from audit.actors import Actor
from audit.roles import HEADS, Role
from bureaus.inbox.registry import InboxItem
from rectification.campaigns.models import Campaign
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months, deadlines
from rectification.returns.rules import Month
from schools.register.models import School

KIND = "线索月报"


def clue_reports_waiting(actor: Actor, today: date) -> Iterator[InboxItem]:
    """For a school's administrator and principal, for the officer and for the discipline team; nobody else."""
    if actor.has_role(*HEADS):
        yield from _reports_due(actor, today)
    elif actor.has_role(Role.OFFICER, Role.INSPECTOR):
        yield from _months_overdue(actor, today)
        yield from _months_to_forward(actor)


def _address(actor: Actor, name: str, query: str = "", **kwargs: object) -> str:
    return reverse(f"rectification:{name}", kwargs={"bureau_code": actor.bureau_code, **kwargs}) + query


def _running(actor: Actor) -> list[Campaign]:
    return list(Campaign.objects.of(actor.bureau_id).filter(status=Campaign.Status.RUNNING))


def _reports_due(actor: Actor, today: date) -> Iterator[InboxItem]:
    """From the first reminder day, or the bureau's own reminder, until the report is filed or its month is merged."""
    campaigns = _running(actor)
    if not campaigns or actor.school_id is None:
        return
    school = School.objects.of(actor.bureau_id).get(pk=actor.school_id)
    for row in clue_months.months_of_school(campaigns, school, today=today):
        days_before = max(deadlines.deadline_of(school.bureau_id, row.month).rule.remind_days_before, default=0)
        reminded = row.merge.reminded_at if row.merge else None
        if not row.can_still_file or (today < row.due_on - timedelta(days=days_before) and not reminded):
            continue
        yield InboxItem(
            kind=KIND,
            title=f"{row.month.label}问题线索登记表",
            href=row.report.get_absolute_url() if row.report else _address(actor, "list_clue_reports"),
            due_on=row.due_on,
            note=f"教育局 {timezone.localtime(reminded):%m-%d %H:%M} 催报" if reminded else "没有线索的请零报告",
        )


def _months_overdue(actor: Actor, today: date) -> Iterator[InboxItem]:
    """Escalation: schools that are late, while they can still file."""
    for campaign in _running(actor):
        for month in clue_months.open_months(campaign)[:3]:
            board = clue_months.board(campaign, month, today=today) if month <= Month.of(today) else None
            if board and board.overdue:
                yield _overdue_item(actor, campaign.pk, month, len(board.overdue), board.due_on)


def _overdue_item(actor: Actor, campaign_id: int, month: Month, count: int, due_on: date) -> InboxItem:
    query = f"?campaign={campaign_id}&month={month}&state=overdue"
    title = f"{month.label}有 {count} 所学校逾期未报"
    return InboxItem(KIND, title, _address(actor, "show_month_board", query), due_on=due_on, note="请催报或查明原因")


def _months_to_forward(actor: Actor) -> Iterator[InboxItem]:
    """Frozen months: for the officer, the schools that never filed; for the discipline team, the form to forward."""
    frozen = MonthlyMerge.objects.of(actor.bureau_id).filter(status=MonthlyMerge.Status.FROZEN)
    for merge in frozen.order_by("year", "month")[:12]:
        month = Month(merge.year, merge.month)
        if actor.has_role(Role.INSPECTOR):
            due_on = deadlines.deadline_of(merge.bureau_id, month, code=deadlines.CLUE_REPORT_FORWARD).due_on
            note = f"逾期未报 {len(merge.overdue)} 所" if merge.overdue else "全部学校已报"
            href = _address(actor, "show_monthly_merge", pk=merge.pk)
            yield InboxItem(KIND, f"{month.label}汇总表待上报市级", href, due_on=due_on, note=note)
        elif merge.overdue:
            yield _overdue_item(actor, merge.campaign_id, month, len(merge.overdue), merge.due_on)
