"""The dashboard: each figure with its target, its clause and the schools behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_POST, require_safe

from afterschool.pages.addresses import row_id
from afterschool.pages.charts import Chart, Series
from afterschool.papers.uploads import Kind
from afterschool.values.errors import require
from afterschool.values.vocabulary import Comparison
from audit import jobs
from bureaus.tree.requests import HttpRequest
from rectification.indicators import permissions, rules
from rectification.indicators.models import IndicatorSnapshot
from rectification.indicators.reports import snapshots
from rectification.indicators.rules import DEFINITIONS, Definition, Rate

BY_CODE = {definition.code: definition for definition in DEFINITIONS}
FILTERS = {"all": "全部", "counted": "已核实", "gap": "申报未核实", "open": "未计入"}
SNAPSHOT_TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Figure:
    """One indicator as shown on the page."""

    snapshot: IndicatorSnapshot
    definition: Definition
    declared: Rate
    verified: Rate
    is_met: bool | None

    @property
    def gap(self) -> int:
        return self.declared.numerator - self.verified.numerator

    @property
    def target(self) -> str:
        """Per cent without needless zeros; empty where no document sets one."""
        percent = self.snapshot.target_percent
        return "" if percent is None else f"{percent.normalize():f}"


def figure_of(snapshot: IndicatorSnapshot) -> Figure:
    declared = Rate(snapshot.declared_numerator, snapshot.denominator)
    verified = Rate(snapshot.verified_numerator, snapshot.denominator)
    target, about = snapshot.target_percent, snapshot.indicator.comparison == Comparison.ABOUT
    is_met = None if target is None or about else verified.reaches(target)
    return Figure(snapshot, BY_CODE[snapshot.indicator.code], declared, verified, is_met)


@require_safe
def show_dashboard(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_view_indicators(request.actor))
    on = _day(request.GET.get("on"))
    newest = snapshots.newest_of_each(request.actor, on)
    figures = [figure_of(newest[code]) for code in BY_CODE if code in newest]
    context = {
        "on": on,
        "figures": figures,
        "taken_at": max((figure.snapshot.taken_at for figure in figures), default=None),
        "chart": _comparison_chart(figures),
        "is_waiting": _is_waiting(request, figures),
        "can_take": permissions.can_take_snapshots(request.actor),
    }
    return render(request, "rectification/indicators/show_dashboard.html", context)


def _is_waiting(request: HttpRequest, figures: list[Figure]) -> bool:
    """Whether new figures were ordered a moment ago and have not arrived yet."""
    try:
        ordered_at = datetime.fromisoformat(request.GET.get("asked", ""))
    except ValueError:
        return False
    if timezone.is_naive(ordered_at) or (timezone.now() - ordered_at).total_seconds() > SNAPSHOT_TIMEOUT_SECONDS:
        return False
    return not any(figure.snapshot.taken_at >= ordered_at for figure in figures)


def _comparison_chart(figures: list[Figure]) -> Chart | None:
    if not figures:
        return None
    return Chart(
        kind="bar",
        title="申报与核实（%）",
        labels=[figure.definition.name for figure in figures],
        series=[
            Series("申报", [figure.declared.percent for figure in figures]),
            Series("核实", [figure.verified.percent for figure in figures]),
        ],
        unit="%",
        top=100,
        identity="comparison",
    )


@require_POST
def take_snapshots(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """现在统计: orders the figures; the page waits until the worker has counted."""
    require(permissions.can_take_snapshots(request.actor))
    ordered_at = timezone.now()
    jobs.order("indicator_snapshots", bureau_id=request.bureau.pk, on=timezone.localdate().isoformat(), reason="asked")
    response = redirect("rectification:show_dashboard", bureau_code=bureau_code)
    response["Location"] += f"?{urlencode({'asked': ordered_at.isoformat()})}"
    return response


@require_safe
def show_indicator(request: HttpRequest, bureau_code: str, code: str) -> HttpResponse:
    require(permissions.can_view_indicators(request.actor))
    snapshot = snapshot_or_404(request, code)
    figure = figure_of(snapshot)
    shown = request.GET.get("show", "all")
    history = snapshots.history(request.actor, code, until=snapshot.as_of)
    target, deadline = snapshot.target_percent, snapshot.indicator.deadline_on
    context = {
        "figure": figure,
        "rows": [row for row in snapshot.schools if _is_shown(row, shown)],
        "shown": shown if shown in FILTERS else "all",
        "filters": FILTERS.items(),
        "way": snapshots.shortest_way(snapshot),
        "short_of": figure.verified.short_of(target) if target is not None else None,
        "history": history,
        "chart": _history_chart(figure, history),
        "expected": _expected(history, deadline) if deadline and deadline > snapshot.as_of else None,
    }
    return render(request, "rectification/indicators/show_indicator.html", context)


def _expected(history: list[IndicatorSnapshot], deadline: date) -> Decimal | None:
    shares = [(row.as_of, Rate(row.verified_numerator, row.denominator).percent) for row in history]
    return rules.forecast([(day, share) for day, share in shares if share is not None], deadline)


def _history_chart(figure: Figure, history: list[IndicatorSnapshot]) -> Chart | None:
    if len(history) < 2:
        return None
    return Chart(
        kind="line",
        title="走势（%）",
        labels=[f"{row.as_of:%-m月%-d日}" for row in history],
        series=[
            Series("申报", [Rate(row.declared_numerator, row.denominator).percent for row in history]),
            Series("核实", [Rate(row.verified_numerator, row.denominator).percent for row in history]),
        ],
        unit="%",
        top=100,
        target=figure.snapshot.target_percent,
        identity="history",
    )


@require_safe
def export_indicator(request: HttpRequest, bureau_code: str, code: str) -> HttpResponse:
    """The rows behind one figure as XLSX."""
    require(permissions.can_view_indicators(request.actor))
    snapshot = snapshot_or_404(request, code)
    name = f"{snapshot.indicator.name}-{snapshot.as_of}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(snapshots.sheet_of(snapshot), content_type=Kind.XLSX.media_type, headers=headers)


def snapshot_or_404(request: HttpRequest, code: str) -> IndicatorSnapshot:
    """The snapshot of ?snapshot=, or the newest up to ?on=. 404 where there is none."""
    if code not in BY_CODE:
        raise Http404
    named = request.GET.get("snapshot")
    if named:
        rows = IndicatorSnapshot.objects.visible_to(request.actor).select_related("indicator")
        return get_object_or_404(rows, pk=row_id(named), indicator__code=code)
    snapshot = snapshots.newest(request.actor, code, _day(request.GET.get("on")))
    if snapshot is None:
        raise Http404("还没有这个指标的统计。")
    return snapshot


def _is_shown(row: dict[str, Any], shown: str) -> bool:
    if shown == "counted":
        return row["verified"] > 0
    if shown == "gap":
        return rules.is_gap(row["declared"], row["verified"])
    return row["verified"] < row["weight"] if shown == "open" else True


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return timezone.localdate()
