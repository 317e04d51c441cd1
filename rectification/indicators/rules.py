"""Indicators: a share is never a bare number. Pure: facts of schools in, standings out.

Each indicator is computed twice. *Declared*: according to approved plans. *Verified*: sessions were really held, with
children present, in the window before the day. The gap between the two is how fake rectification shows in data
(《安溪县“点题整治”工作方案》四.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from afterschool.values.clauses import Clause
from afterschool.values.vocabulary import ActivityCategory, Measure

WINDOW_DAYS = 30  # the days before the reporting day in which sessions count as verification; our own choice
HUNDRED = Decimal(100)


PUPIL_MEASURES = {Measure.NEEDING_PUPIL_SERVED, Measure.PUPIL_TAKES_PART}
MODEL_OF = {Measure.SCHOOL_RUNS_2N: "2+N", Measure.SCHOOL_RUNS_23: "2+3"}


@dataclass(frozen=True, slots=True)
class Definition:
    """The definition of an indicator: measure and area, numerator and denominator in words."""

    code: str
    name: str
    measure: Measure
    urban_only: bool
    numerator: str
    denominator: str

    @property
    def unit(self) -> str:
        return "人" if self.measure in PUPIL_MEASURES else "所"


DEFINITIONS = (
    Definition(
        "urban_school_coverage",
        "城区学校覆盖率",
        Measure.SCHOOL_RUNS_SERVICE,
        True,
        "开展课后服务的城区学校",
        "城区义务教育学校",
    ),
    Definition(
        "school_coverage", "学校覆盖率", Measure.SCHOOL_RUNS_SERVICE, False, "开展课后服务的学校", "义务教育学校"
    ),
    Definition(
        "needing_pupil_coverage",
        "有需求学生覆盖率",
        Measure.NEEDING_PUPIL_SERVED,
        False,
        "有需求且得到服务的学生",
        "有需求的学生",
    ),
    Definition(
        "model_2n_coverage", "“2+N”模式覆盖率", Measure.SCHOOL_RUNS_2N, False, "实施“2+N”的学校", "义务教育学校"
    ),
    Definition(
        "urban_model_23_share",
        "城区“2+3”模式占比",
        Measure.SCHOOL_RUNS_23,
        True,
        "实施“2+3”的城区学校",
        "城区义务教育学校",
    ),
    Definition(
        "urban_science_share",
        "城区科学教育占比",
        Measure.SCHOOL_RUNS_SCIENCE,
        True,
        "开展科学教育类活动的城区学校",
        "城区义务教育学校",
    ),
    Definition("pupil_participation", "学生参与率", Measure.PUPIL_TAKES_PART, False, "参加课后服务的学生", "在校学生"),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its numerator and denominator."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> Decimal | None:
        """Percent with two decimals, rounded down: 79.999 never reads 80. None where the denominator is 0."""
        if not self.denominator:
            return None
        return (HUNDRED * self.numerator / self.denominator).quantize(Decimal("0.01"), ROUND_FLOOR)

    def reaches(self, target_percent: Decimal) -> bool:
        """Whether the share reaches a percentage (“以上” includes the target itself), compared in whole numbers."""
        return self.denominator > 0 and HUNDRED * self.numerator >= target_percent * self.denominator

    def short_of(self, target_percent: Decimal) -> int:
        """The number missing from the numerator to reach a percentage."""
        needed = (target_percent * self.denominator / HUNDRED).to_integral_value(ROUND_CEILING)
        return max(0, int(needed) - self.numerator)


@dataclass(frozen=True, slots=True)
class Target:
    """A percentage to reach by a day, with its clause. `about` (左右) is shown without pass or fail."""

    percent: Decimal
    deadline: date
    clause: Clause | None
    about: bool = False


@dataclass(frozen=True, slots=True)
class ServiceModelRule:
    """“2+N”: the basic categories and a minimum number of others."""

    basics: frozenset[str]
    further: int

    def missing(self, categories: frozenset[str]) -> int:
        """The number of categories a school lacks; 0 = it implements the model."""
        lacking = len(self.basics - categories)
        return lacking + max(0, self.further - len(categories - self.basics))


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """The facts of one school in a term and window: its plan, the sessions held, its pupils."""

    school_id: int
    name: str
    is_urban: bool
    plan_id: int | None = None
    declared: frozenset[str] = frozenset()
    verified: frozenset[str] = frozenset()
    sessions: int = 0
    last_session_on: date | None = None
    pupils: int = 0
    needing: int = 0
    needing_declared: int = 0
    needing_verified: int = 0
    taking_part_declared: int = 0
    taking_part_verified: int = 0


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school behind a figure, with its part of numerator and denominator and the evidence."""

    school_id: int
    name: str
    is_urban: bool
    weight: int
    declared: int
    verified: int
    plan_id: int | None
    sessions: int
    last_session_on: date | None
    distance: int  # steps to go until verified: 0 = counted

    @property
    def is_gap(self) -> bool:
        """Declared but not verified."""
        return is_gap(self.declared, self.verified)


def is_gap(declared: int, verified: int) -> bool:
    """Whether a school, or some of its pupils, were declared and not seen: 虚假整改 looks like this (四.2)."""
    return verified < declared


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of an indicator on one day."""

    definition: Definition
    declared: Rate
    verified: Rate
    target: Target | None
    rows: tuple[SchoolRow, ...] = field(repr=False)

    @property
    def is_met(self) -> bool | None:
        """Whether the verified figures meet the target; None without a target or with an “about” target."""
        if self.target is None or self.target.about:
            return None
        return self.verified.reaches(self.target.percent)


def reference_window(on: date, *, term_starts_on: date, term_ends_on: date) -> tuple[date, date]:
    """The last WINDOW_DAYS days of the term up to `on`, both ends included."""
    last = min(on, term_ends_on)
    return max(term_starts_on, last - timedelta(days=WINDOW_DAYS - 1)), last


def standing(
    definition: Definition,
    facts: Iterable[SchoolFacts],
    *,
    target: Target | None,
    models: Mapping[str, ServiceModelRule],
) -> Standing:
    """Counts one indicator over the schools of its population."""
    population = [school for school in facts if school.is_urban or not definition.urban_only]
    rows = tuple(_row(definition.measure, school, models) for school in population)
    total = sum(row.weight for row in rows)
    declared, verified = (sum(getattr(row, name) for row in rows) for name in ("declared", "verified"))
    return Standing(definition, Rate(declared, total), Rate(verified, total), target, rows)


def _row(measure: Measure, school: SchoolFacts, models: Mapping[str, ServiceModelRule]) -> SchoolRow:
    weight, declared, verified, distance = _counts(measure, school, models)
    return SchoolRow(
        school_id=school.school_id,
        name=school.name,
        is_urban=school.is_urban,
        weight=weight,
        declared=declared,
        verified=verified,
        plan_id=school.plan_id,
        sessions=school.sessions,
        last_session_on=school.last_session_on,
        distance=distance,
    )


def _counts(measure: Measure, school: SchoolFacts, models: Mapping[str, ServiceModelRule]) -> tuple[int, int, int, int]:
    """Weight in the denominator, declared, verified, and steps to go."""
    if measure is Measure.NEEDING_PUPIL_SERVED:
        missing = school.needing - school.needing_verified
        return school.needing, school.needing_declared, school.needing_verified, missing
    if measure is Measure.PUPIL_TAKES_PART:
        missing = school.pupils - school.taking_part_verified
        return school.pupils, school.taking_part_declared, school.taking_part_verified, missing
    on_paper = _steps(measure, school.declared, models)
    in_fact = _steps(measure, school.verified, models)
    return 1, int(on_paper == 0), int(in_fact == 0), on_paper + in_fact


def _steps(measure: Measure, categories: frozenset[str], models: Mapping[str, ServiceModelRule]) -> int:
    """The number of steps until a school with these categories counts; 0 = it counts."""
    if measure is Measure.SCHOOL_RUNS_SERVICE:
        return 0 if categories else 1
    if measure is Measure.SCHOOL_RUNS_SCIENCE:
        return 0 if ActivityCategory.SCIENCE_EDUCATION in categories else 1
    return models[MODEL_OF[measure]].missing(categories)


def shortest_way(standing: Standing) -> tuple[SchoolRow, ...]:
    """The schools closest to counting, just enough of them to reach the target by verified figures.

    For pupils: the schools with the most pupils still to be reached, until the target is met.
    """
    if standing.target is None:
        return ()
    short = standing.verified.short_of(standing.target.percent)
    open_rows = [row for row in standing.rows if row.verified < row.weight]
    if standing.definition.measure not in PUPIL_MEASURES:
        return tuple(sorted(open_rows, key=lambda row: (row.distance, row.school_id))[:short])
    chosen: list[SchoolRow] = []
    for row in sorted(open_rows, key=lambda row: (-row.distance, row.school_id)):
        if short <= 0:
            break
        chosen.append(row)
        short -= row.distance
    return tuple(chosen)


def forecast(history: Sequence[tuple[date, Decimal]], deadline: date) -> Decimal | None:
    """The percentage to expect on the deadline at the pace of the snapshots: least squares, limited to 0–100.

    None with fewer than two days of history.
    """
    days = [Decimal((day - deadline).days) for day, _ in history]
    if len(set(days)) < 2:
        return None
    values = [value for _, value in history]
    count = Decimal(len(days))
    mean_day, mean_value = sum(days, Decimal(0)) / count, sum(values, Decimal(0)) / count
    spread = sum(((day - mean_day) ** 2 for day in days), Decimal(0))
    slope = sum((day - mean_day) * (value - mean_value) for day, value in zip(days, values, strict=True)) / spread
    expected = mean_value - slope * mean_day
    return min(HUNDRED, max(Decimal(0), expected)).quantize(Decimal("0.01"), ROUND_FLOOR)
