"""All indicators of a scaled county against the bare SQL of the same counts, on the same connection."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from bench.database import COUNTY
from bench.figure import Figure
from bureaus.tree.models import Bureau
from rectification.indicators.reports import indicators as indicator_reports
from rectification.indicators.reports.indicators import PUPILS

ROUNDS = 15
SCHOOLS = "SELECT id, name, area FROM schools_register_school WHERE bureau_id = %(bureau)s AND opened_on <= %(on)s"
DECLARED = """
SELECT p.school_id, max(p.id), array_agg(DISTINCT a.category)
FROM schools_plans_activity a JOIN schools_plans_serviceplan p ON p.id = a.plan_id AND p.bureau_id = a.bureau_id
WHERE a.bureau_id = %(bureau)s AND p.bureau_id = %(bureau)s AND p.term_id = %(term)s AND p.status = 'approved'
GROUP BY p.school_id
"""
VERIFIED = """
SELECT s.school_id, count(*), max(s.day), array_agg(DISTINCT a.category)
FROM enrollment_attendance_session s JOIN schools_plans_activity a ON a.id = s.activity_id AND a.bureau_id = s.bureau_id
WHERE s.bureau_id = %(bureau)s AND s.term_id = %(term)s AND s.status = 'held' AND s.present_count > 0
  AND s.day BETWEEN %(first)s AND %(last)s
GROUP BY s.school_id
"""


def measure() -> Figure:
    bureau = Bureau.objects.get(code=COUNTY)
    today = timezone.localdate()
    with bureau_scope(bureau.pk), connection.cursor() as cursor:
        term = indicator_reports.term_of(bureau.pk, today)
        values = {
            "bureau": bureau.pk, "term": term.pk, "on": today, "first": today - timedelta(days=29), "last": today,
        }  # fmt: skip

        def bare() -> None:
            for statement in (SCHOOLS, DECLARED, VERIFIED, PUPILS):
                cursor.execute(statement, values)
                cursor.fetchall()

        ours, limit = _interleaved(lambda: indicator_reports.compute_indicators(bureau.pk, today), bare)
        with CaptureQueriesContext(connection) as captured:
            indicator_reports.compute_indicators(bureau.pk, today)
        cursor.execute("SELECT count(*) FROM enrollment_attendance_attendance")
        (rows,) = cursor.fetchone()
    return Figure(
        name="Indicators of a county",
        ours=ours * 1000,
        limit=limit * 1000,
        unit="ms",
        what_ours="`compute_indicators`: seven indicators, declared and verified, with policy and the rows behind them",
        what_limit="the four counting statements alone, through the same driver, role and row-level security",
        higher_is_better=False,
        notes=(f"{len(captured)} statements, whatever the number of schools", f"{rows:,} attendance rows"),
    )


def _interleaved(ours: Callable[[], object], limit: Callable[[], object]) -> tuple[float, float]:
    """Medians in seconds, the two by turns, so that a noisy neighbor disturbs both."""
    times: tuple[list[float], list[float]] = ([], [])
    ours(), limit()
    for _ in range(ROUNDS):
        for step, bucket in ((ours, times[0]), (limit, times[1])):
            started = time.perf_counter()
            step()
            bucket.append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])
