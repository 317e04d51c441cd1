"""What the county's documents require of a month's clue reports: deadline, form and clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from afterschool.values.clauses import Clause
from bureaus.policies import policies
from bureaus.policies.kinds import ClueForm, ReportDeadline, ReportDeadlines
from rectification.returns import rules
from rectification.returns.rules import Month

CLUE_REPORT = "clue_report"
CLUE_REPORT_FORWARD = "clue_report_forward"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which one month's report is due, with its rule and clause."""

    rule: ReportDeadline
    due_on: date
    clause: Clause | None

    @property
    def recipients(self) -> str:
        return "、".join(recipient.label for recipient in self.rule.recipients)


def deadline_of(bureau_id: int, month: Month, *, code: str = CLUE_REPORT) -> Deadline:
    """The deadline in force in that month. Raises PolicyMissing where no document and no default states one."""
    deadlines = policies.current(bureau_id, ReportDeadlines, on=month.first_day)
    rule = deadlines.report(code)
    if rule is None:
        raise policies.PolicyMissing(f"{month.label}没有关于线索月报期限的政策，请先在“政策”页补上。")
    due_on = rules.last_day_in_time(month, day=rule.day, inclusive=rule.inclusive)
    return Deadline(rule, due_on, deadlines.clause_for("reports", code))


def clue_form(bureau_id: int, month: Month) -> ClueForm:
    """The register's columns and conditions in force in that month."""
    return policies.current(bureau_id, ClueForm, on=month.first_day)


def due_on(bureau_id: int, month: Month) -> date:
    return deadline_of(bureau_id, month).due_on
