"""The input of the rules, plain values of a plan, and their output, findings. No database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from afterschool.values.clauses import Clause
from afterschool.values.vocabulary import SchoolStage, Stage, Weekday
from bureaus.policies.kinds import (
    ActivityContent,
    FeeRules,
    PlanGate,
    PlanParts,
    ProviderRules,
    SafetyRules,
    ServiceModels,
    ServiceScope,
    ServiceWindow,
    StaffRules,
)
from bureaus.policies.values import Severity
from schools.staff.rules import StaffFacts


@dataclass(frozen=True, slots=True)
class Finding:
    """核对结果. One point that breaks a rule; `where` is the part of the plan to correct."""

    code: str
    severity: Severity
    message: str
    clause: Clause | None = None
    where: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """时段. On one weekday, from a grade to a grade."""

    weekday: int
    starts_at: time
    ends_at: time
    grade_from: int = 1
    grade_to: int = 9
    service: str = "after_school"
    pk: int | None = None

    @property
    def hours(self) -> str:
        return f"{Weekday(self.weekday).label} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """第三方机构."""

    name: str
    status: str = "shortlisted"
    is_academic: bool = False
    license_expires_on: date | None = None
    blacklisted_until: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """活动."""

    name: str
    category: str
    weekdays: tuple[int, ...]
    starts_at: time
    ends_at: time
    teacher: StaffFacts
    kind: str = "club"
    grade_from: int = 1
    grade_to: int = 9
    content: str = ""
    provider: ProviderFacts | None = None
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """方案, as the rules see it. `texts` are the written parts by field name."""

    stage: str
    area: str
    slots: tuple[SlotFacts, ...] = ()
    activities: tuple[ActivityFacts, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    exercise_minutes: int | None = None
    lesson_minutes: int = 40
    fee_amount: Decimal | None = None
    fee_unit: str = ""
    fee_document: str = ""
    collection_channel: str = "school_account"
    answers_count: int = 0
    attachment_purposes: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        return self.texts.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class PlanPolicies:
    """The policies that apply to a plan on the day by which it is judged."""

    window: ServiceWindow
    models: ServiceModels
    content: ActivityContent
    scope: ServiceScope
    parts: PlanParts
    gate: PlanGate
    fee: FeeRules
    provider: ProviderRules
    staff: StaffRules
    safety: SafetyRules


def judged_on(starts_on: date, ends_on: date, today: date) -> date:
    """The day by whose rules a term's plan is judged: today inside the term, else the term's nearest day."""
    return min(max(today, starts_on), ends_on)


def grades_of(stage: str, grade_from: int, grade_to: int) -> tuple[int, int]:
    """The part of a grade range that the school has; empty where it has none of these grades."""
    first, last = SchoolStage(stage).grades
    return max(first, grade_from), min(last, grade_to)


def stages_of(stage: str, grade_from: int = 1, grade_to: int = 9) -> tuple[Stage, ...]:
    """The stages a grade range covers: in a nine-year school, primary and junior pupils have their own limits."""
    first, last = grades_of(stage, grade_from, grade_to)
    return tuple(each for each in Stage if max(first, each.grades[0]) <= min(last, each.grades[1]))


def minutes_of(at: time) -> int:
    return at.hour * 60 + at.minute
