"""The state of a month of clue reports: who owes one, by when, who has filed. Never the content of a clue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import models

from rectification.campaigns.models import Campaign
from rectification.returns import rules
from rectification.returns.models.clues import ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import deadlines
from rectification.returns.reports.deadlines import Deadline
from rectification.returns.rules import Month
from schools.register.models import School


def owed_months(campaign: Campaign) -> list[Month]:
    """The months of a campaign for which every open school owes a report, the earliest first."""
    last_day = partial(deadlines.due_on, campaign.bureau_id)
    return list(rules.owed_months(starts_on=campaign.starts_on, ends_on=campaign.ends_on, last_day=last_day))


def begun_months(campaign: Campaign, today: date) -> list[Month]:
    """The owed months up to the current one, the newest first."""
    return [month for month in reversed(owed_months(campaign)) if month <= Month.of(today)]


def open_months(campaign: Campaign) -> list[Month]:
    """The owed months that are not merged yet, the earliest first."""
    merges = MonthlyMerge.objects.of(campaign.bureau_id).filter(campaign=campaign)
    closed = {Month(merge.year, merge.month) for merge in merges if not merge.is_open}
    return [month for month in owed_months(campaign) if month not in closed]


# --- one school --------------------------------------------------------------------------------------


class State(models.TextChoices):
    """The state of one school in one month. The values select the tone of the status badge."""

    NOT_STARTED = "not_started", "未填报"
    DRAFT = "draft", "填报中"
    FILED = "filed", "已报送"
    LATE = "late", "逾期报送"
    OVERDUE = "overdue", "逾期未报"


HANDED_IN = (State.FILED, State.LATE)


def state_of(report: ClueReport | None, *, due_on: date, today: date) -> State:
    if report is not None and report.status != ClueReport.Status.DRAFT:
        return State.LATE if report.is_late else State.FILED
    if today > due_on:
        return State.OVERDUE
    return State.DRAFT if report is not None else State.NOT_STARTED


@dataclass(frozen=True, slots=True)
class SchoolMonth:
    """One school in one month of a campaign."""

    campaign: Campaign
    month: Month
    due_on: date
    report: ClueReport | None
    state: State
    merge: MonthlyMerge | None

    @property
    def is_closed(self) -> bool:
        """Whether the county has merged the month, after which nothing can be filed."""
        return self.merge is not None and not self.merge.is_open

    @property
    def is_handed_in(self) -> bool:
        return self.state in HANDED_IN

    @property
    def can_still_file(self) -> bool:
        """A late report is accepted until its month is merged."""
        return not self.is_closed and not self.is_handed_in and self.campaign.status == Campaign.Status.RUNNING


def months_of_school(campaigns: Sequence[Campaign], school: School, *, today: date) -> list[SchoolMonth]:
    """Every month a school owes so far, the newest first; two queries however many there are."""
    of_school = ClueReport.objects.of(school.bureau_id).filter(school=school, campaign__in=campaigns)
    reports = {(r.campaign_id, Month(r.year, r.month)): r for r in of_school.select_related("school")}
    merges = MonthlyMerge.objects.of(school.bureau_id).filter(campaign__in=campaigns)
    by_month = {(merge.campaign_id, Month(merge.year, merge.month)): merge for merge in merges}
    rows = []
    for campaign in campaigns:
        for month in begun_months(campaign, today):
            due, report = deadlines.due_on(school.bureau_id, month), reports.get((campaign.pk, month))
            merge = by_month.get((campaign.pk, month))
            was_asked = is_open(school, due) and (campaign.status == Campaign.Status.RUNNING or merge is not None)
            if report is not None or was_asked:
                state = state_of(report, due_on=due, today=today)
                rows.append(SchoolMonth(campaign, month, due, report, state, merge))
    return sorted(rows, key=lambda row: row.month, reverse=True)


def is_open(school: School, day: date) -> bool:
    return school.opened_on <= day and (school.closed_on is None or day < school.closed_on)


# --- the county --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One school on the month's board."""

    school: School
    report: ClueReport | None
    state: State

    @property
    def is_handed_in(self) -> bool:
        return self.state in HANDED_IN


@dataclass(frozen=True, slots=True)
class Board:
    """The month's board of a county: every school that owes a report, with its state."""

    campaign: Campaign
    month: Month
    deadline: Deadline
    merge: MonthlyMerge | None
    rows: list[BoardRow]

    @property
    def due_on(self) -> date:
        return self.deadline.due_on

    @property
    def school_count(self) -> int:
        return len(self.rows)

    @property
    def handed_in(self) -> list[BoardRow]:
        return [row for row in self.rows if row.is_handed_in]

    @property
    def missing(self) -> list[BoardRow]:
        """Schools that have not filed, overdue or not."""
        return [row for row in self.rows if not row.is_handed_in]

    @property
    def overdue(self) -> list[BoardRow]:
        return [row for row in self.rows if row.state == State.OVERDUE]

    @property
    def nil_count(self) -> int:
        return sum(row.report.is_nil for row in self.handed_in if row.report)

    @property
    def late_count(self) -> int:
        return sum(row.state == State.LATE for row in self.rows)

    @property
    def is_frozen(self) -> bool:
        return self.merge is not None and not self.merge.is_open


def board(campaign: Campaign, month: Month, *, today: date) -> Board:
    """The board of one month; three queries, however many schools there are."""
    deadline = deadlines.deadline_of(campaign.bureau_id, month)
    of_month = ClueReport.objects.of(campaign.bureau_id).of_month(campaign, month.year, month.month)
    reports = {report.school_id: report for report in of_month}
    filed = [school_id for school_id, report in reports.items() if report.status != ClueReport.Status.DRAFT]
    schools = School.objects.of(campaign.bureau_id)
    owing = models.Q(pk__in=schools.open_on(deadline.due_on).values("pk")) | models.Q(pk__in=filed)
    merge = MonthlyMerge.objects.of(campaign.bureau_id).of_month(campaign, month.year, month.month).first()
    rows = []
    for school in schools.filter(owing).order_by("code"):
        report = reports.get(school.pk)
        rows.append(BoardRow(school, report, state_of(report, due_on=deadline.due_on, today=today)))
    return Board(campaign, month, deadline, merge, rows)
