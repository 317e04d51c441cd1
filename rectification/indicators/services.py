"""Snapshots: the indicators of a day with the schools behind them. Made once, never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from afterschool.values.clauses import NO_CLAUSE
from afterschool.values.errors import require
from afterschool.values.vocabulary import AreaScope, Comparison
from audit.actors import Actor
from rectification.indicators import permissions
from rectification.indicators.models import Indicator, IndicatorSnapshot
from rectification.indicators.reports import indicators as indicator_reports
from rectification.indicators.rules import SchoolRow, Standing


@transaction.atomic
def take_snapshots(bureau_id: int, *, on: date, reason: str, by: Actor) -> list[IndicatorSnapshot]:
    """One snapshot per indicator. Safe to repeat: a day has one per indicator and reason, unless the reason is `asked`.

    Raises RuleViolation where the bureau had no term yet.
    """
    require(permissions.can_take_snapshots(by))
    computed = indicator_reports.compute_indicators(bureau_id, on)
    rows = [_snapshot(bureau_id, standing, computed, reason) for standing in computed.standings]
    if reason != "asked":
        done = IndicatorSnapshot.objects.of(bureau_id).filter(as_of=on, reason=reason)
        counted = set(done.values_list("indicator_id", flat=True))
        rows = [row for row in rows if row.indicator_id not in counted]
    return IndicatorSnapshot.objects.of(bureau_id).bulk_create(rows)


def _snapshot(
    bureau_id: int, standing: Standing, computed: indicator_reports.Standings, reason: str
) -> IndicatorSnapshot:
    return IndicatorSnapshot(
        bureau_id=bureau_id,
        indicator=_definition_row(bureau_id, standing, computed.on),
        as_of=computed.on,
        declared_numerator=standing.declared.numerator,
        verified_numerator=standing.verified.numerator,
        denominator=standing.verified.denominator,
        target_percent=standing.target.percent if standing.target else None,
        schools=[_evidence(row) for row in standing.rows],
        window_from=computed.window[0],
        window_to=computed.window[1],
        reason=reason,
    )


def _evidence(row: SchoolRow) -> dict[str, Any]:
    """One school as stored in a snapshot."""
    return {
        "school": row.school_id,
        "name": row.name,
        "urban": row.is_urban,
        "weight": row.weight,
        "declared": row.declared,
        "verified": row.verified,
        "plan": row.plan_id,
        "sessions": row.sessions,
        "last": row.last_session_on.isoformat() if row.last_session_on else None,
        "distance": row.distance,
    }


def _definition_row(bureau_id: int, standing: Standing, on: date) -> Indicator:
    """The indicator version with exactly this target, deadline and clause; a new version where they changed."""
    definition, target = standing.definition, standing.target
    clause = (target.clause if target else None) or NO_CLAUSE
    values = {
        "target_percent": target.percent if target else None,
        "deadline_on": target.deadline if target else None,
        "comparison": Comparison.ABOUT if target and target.about else Comparison.AT_LEAST,
        "source_title": clause.title,
        "source_number": clause.number,
        "source_article": clause.article,
    }
    versions = Indicator.objects.of(bureau_id).filter(code=definition.code)
    same = versions.filter(**values).order_by("-version").first()
    if same is not None:
        return same
    newest = versions.aggregate(newest=Max("version"))["newest"] or 0
    versions.filter(retired_on__isnull=True, introduced_on__lt=on).update(retired_on=on)
    return Indicator.objects.of(bureau_id).create(
        code=definition.code,
        version=newest + 1,
        name=definition.name,
        measure=definition.measure,
        area=AreaScope.URBAN if definition.urban_only else AreaScope.ALL,
        introduced_on=on,
        **values,
    )
