"""Indicators of one bureau, computed for all schools at once: a constant number of queries, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Count, Max

from afterschool.values.errors import RuleViolation
from afterschool.values.vocabulary import Area, Comparison
from bureaus.policies import policies
from bureaus.policies.kinds import IndicatorTargets, ServiceModels
from bureaus.terms.models import Term
from enrollment.attendance.models import Session
from rectification.indicators import rules
from rectification.indicators.rules import DEFINITIONS, Definition, SchoolFacts, ServiceModelRule, Standing, Target
from schools.plans.models import Activity, ServicePlan
from schools.register.models import School

PUPILS = """
WITH needing AS (
    SELECT student_id FROM schools_surveys_demandanswer
    WHERE bureau_id = %(bureau)s AND term_id = %(term)s AND needs_service
), agreed AS (
    SELECT DISTINCT a.student_id
    FROM enrollment_admissions_application a
    JOIN enrollment_admissions_round r ON r.id = a.round_id AND r.bureau_id = a.bureau_id
    WHERE a.bureau_id = %(bureau)s AND r.bureau_id = %(bureau)s AND r.term_id = %(term)s AND a.status = 'agreed'
), attended AS (
    SELECT DISTINCT student_id FROM enrollment_attendance_attendance
    WHERE bureau_id = %(bureau)s AND day BETWEEN %(first)s AND %(last)s AND status IN ('present', 'left_early')
)
SELECT s.school_id,
       count(*),
       count(n.student_id),
       count(g.student_id) FILTER (WHERE n.student_id IS NOT NULL),
       count(t.student_id) FILTER (WHERE n.student_id IS NOT NULL),
       count(g.student_id),
       count(t.student_id)
FROM schools_pupils_student s
LEFT JOIN needing n ON n.student_id = s.id
LEFT JOIN agreed g ON g.student_id = s.id
LEFT JOIN attended t ON t.student_id = s.id
WHERE s.bureau_id = %(bureau)s AND s.status = 'enrolled'
GROUP BY s.school_id
"""
PUPIL_COUNTS = (
    "pupils", "needing", "needing_declared", "needing_verified", "taking_part_declared", "taking_part_verified"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standings:
    """All indicators of one bureau on one day, with their term and verification window."""

    on: date
    term: Term
    window: tuple[date, date]
    standings: tuple[Standing, ...]


def term_of(bureau_id: int, on: date) -> Term:
    """The term of a day; in the holidays, the one that ended last. Raises RuleViolation where there is none yet."""
    term = Term.objects.of(bureau_id).begun(on)
    if term is None:
        raise RuleViolation(f"{on} 之前没有启用的学期，无法统计。")
    return term


def compute_indicators(bureau_id: int, on: date) -> Standings:
    """Every indicator, declared and verified, for the whole bureau on one day."""
    term = term_of(bureau_id, on)
    window = rules.reference_window(on, term_starts_on=term.starts_on, term_ends_on=term.ends_on)
    facts = school_facts(bureau_id, term=term, on=on, window=window)
    targets = policies.current(bureau_id, IndicatorTargets, on=on)
    models = _model_rules(policies.current(bureau_id, ServiceModels, on=on))
    standings = tuple(
        rules.standing(definition, facts, target=_target(targets, definition, on), models=models)
        for definition in DEFINITIONS
    )
    return Standings(on, term, window, standings)


def school_facts(bureau_id: int, *, term: Term, on: date, window: tuple[date, date]) -> list[SchoolFacts]:
    """One row per school that was open on the day. Four queries."""
    facts = {
        school.pk: SchoolFacts(school.pk, school.name, school.area == Area.URBAN)
        for school in School.objects.of(bureau_id).open_on(on).only("name", "area", "bureau_id").order_by("code")
    }
    for part in (_declared(bureau_id, term, on), _verified(bureau_id, term, window), _pupils(bureau_id, term, window)):
        for school_id, values in part.items():
            if school_id in facts:
                facts[school_id] = replace(facts[school_id], **values)
    return list(facts.values())


def _declared(bureau_id: int, term: Term, on: date) -> dict[int, dict]:
    """Categories and lessons that approved plans declare, by school."""
    rows = (
        Activity.objects.of(bureau_id)
        .filter(plan__term=term, plan__status=ServicePlan.Status.APPROVED, plan__decided_at__date__lte=on)
        .values("plan__school_id")
        .annotate(plan=Max("plan_id"), categories=ArrayAgg("category", distinct=True))
        .order_by()
    )
    return {
        row["plan__school_id"]: {"plan_id": row["plan"], "declared": frozenset(row["categories"])} for row in rows
    }  # fmt: skip


def _verified(bureau_id: int, term: Term, window: tuple[date, date]) -> dict[int, dict]:
    """Sessions held in the window with at least one child present, by school."""
    rows = (
        Session.objects.of(bureau_id)
        .held()
        .filter(term=term, day__range=window, present_count__gt=0)
        .values("school_id")
        .annotate(count=Count("pk"), last=Max("day"), categories=ArrayAgg("activity__category", distinct=True))
        .order_by()
    )
    return {
        row["school_id"]: {
            "verified": frozenset(row["categories"]),
            "sessions": row["count"],
            "last_session_on": row["last"],
        }
        for row in rows
    }


def _pupils(bureau_id: int, term: Term, window: tuple[date, date]) -> dict[int, dict]:
    """Pupils enrolled, in need, agreed and seen present, by school."""
    with connection.cursor() as cursor:
        cursor.execute(PUPILS, {"bureau": bureau_id, "term": term.pk, "first": window[0], "last": window[1]})
        return {row[0]: dict(zip(PUPIL_COUNTS, row[1:], strict=True)) for row in cursor.fetchall()}


def _model_rules(models: ServiceModels) -> dict[str, ServiceModelRule]:
    model_rules = {}
    for code in ("2+N", "2+3"):
        model = models.model(code)
        if model is None:
            raise RuleViolation(f"政策中没有“{code}”模式的定义。")
        model_rules[code] = ServiceModelRule(frozenset(model.basics), model.further_categories or 0)
    return model_rules


def _target(targets: IndicatorTargets, definition: Definition, on: date) -> Target | None:
    """The target the bureau's documents set for this indicator; None where they set none."""
    stated = targets.next_target(definition.code, on)
    if stated is None:
        return None
    return Target(
        percent=stated.target,
        deadline=stated.deadline,
        clause=targets.clause_for("targets", stated.key),
        about=stated.comparison is Comparison.ABOUT,
    )
