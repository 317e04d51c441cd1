"""Reading snapshots: the newest of each indicator, a history, the rows behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from afterschool.papers import spreadsheets
from afterschool.values.vocabulary import Area
from audit.actors import Actor
from rectification.indicators import rules
from rectification.indicators.models import IndicatorSnapshot
from rectification.returns.models.monthly_merges import MonthlyMerge

HISTORY_DAYS = 60
COLUMNS = (
    spreadsheets.Column("学校", 36),
    spreadsheets.Column("城乡", 8),
    spreadsheets.Column("分母", 8, "number"),
    spreadsheets.Column("申报", 8, "number"),
    spreadsheets.Column("核实", 8, "number"),
    spreadsheets.Column("方案编号", 10, "number"),
    spreadsheets.Column("窗口内课次", 12, "number"),
    spreadsheets.Column("最近一次课", 14, "date"),
)


def newest_of_each(actor: Actor, on: date) -> dict[str, IndicatorSnapshot]:
    """The newest snapshot of every indicator up to a day, by code, without its rows. One query."""
    rows = IndicatorSnapshot.objects.visible_to(actor).filter(as_of__lte=on).newest_of_each()
    return {row.indicator.code: row for row in rows.select_related("indicator").defer("schools")}


def newest(actor: Actor, code: str, on: date) -> IndicatorSnapshot | None:
    """The newest snapshot of one indicator up to a day, with its rows."""
    rows = IndicatorSnapshot.objects.visible_to(actor).filter(indicator__code=code, as_of__lte=on)
    return rows.select_related("indicator").order_by("-as_of", "-pk").first()


def history(actor: Actor, code: str, *, until: date) -> list[IndicatorSnapshot]:
    """One snapshot a day (its last), the oldest first, without rows."""
    rows = IndicatorSnapshot.objects.visible_to(actor).filter(indicator__code=code, as_of__lte=until)
    newest_first = rows.order_by("-as_of", "-pk").distinct("as_of").defer("schools")[:HISTORY_DAYS]
    return list(newest_first)[::-1]


def shortest_way(snapshot: IndicatorSnapshot) -> tuple[rules.SchoolRow, ...]:
    """The schools that would have to improve for the snapshot's target to be reached."""
    definition = next(row for row in rules.DEFINITIONS if row.code == snapshot.indicator.code)
    target = None
    if snapshot.target_percent is not None and snapshot.indicator.deadline_on is not None:
        target = rules.Target(snapshot.target_percent, snapshot.indicator.deadline_on, snapshot.indicator.clause)
    rows = tuple(_row(row) for row in snapshot.schools)
    declared = rules.Rate(snapshot.declared_numerator, snapshot.denominator)
    verified = rules.Rate(snapshot.verified_numerator, snapshot.denominator)
    return rules.shortest_way(rules.Standing(definition, declared, verified, target, rows))


def _row(row: dict[str, Any]) -> rules.SchoolRow:
    return rules.SchoolRow(
        school_id=row["school"],
        name=row["name"],
        is_urban=row["urban"],
        weight=row["weight"],
        declared=row["declared"],
        verified=row["verified"],
        plan_id=row["plan"],
        sessions=row["sessions"],
        last_session_on=date.fromisoformat(row["last"]) if row["last"] else None,
        distance=row["distance"],
    )


def sheet_of(snapshot: IndicatorSnapshot) -> bytes:
    """The schools behind one snapshot as XLSX, with definition, target and clause in the notes."""
    indicator = snapshot.indicator
    target = (
        f"目标 {snapshot.target_percent.normalize():f}%（{indicator.clause}）"
        if snapshot.target_percent
        else "没有规定目标"
    )
    notes = [
        f"{snapshot.as_of} 申报 {snapshot.declared_numerator}/{snapshot.denominator}，核实 {snapshot.verified_numerator}/{snapshot.denominator}；{target}",
        f"核实：{snapshot.window_from} 至 {snapshot.window_to} 实际开课并有学生到课",
    ]
    return spreadsheets.write_xlsx(indicator.name, COLUMNS, [_cells(row) for row in snapshot.schools], notes=notes)


def _cells(row: dict[str, Any]) -> Sequence[Any]:
    area = (Area.URBAN if row["urban"] else Area.TOWNSHIP).label
    last = date.fromisoformat(row["last"]) if row["last"] else None
    return [row["name"], area, row["weight"], row["declared"], row["verified"], row["plan"], row["sessions"], last]


def month_files(merge: MonthlyMerge, reader: Actor) -> Iterator[tuple[str, bytes]]:
    """Files for the month's package: the rows behind every indicator when the month was frozen."""
    if merge.frozen_at is None:
        return
    day = timezone.localdate(merge.frozen_at)
    for code in newest_of_each(reader, day):
        snapshot = newest(reader, code, day)
        if snapshot is not None:
            yield f"指标/{snapshot.indicator.name} {snapshot.as_of}.xlsx", sheet_of(snapshot)
