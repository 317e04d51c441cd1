"""`./dev manage indicators 150802 --on 2021-12-31 --json`: all indicators of one bureau on one day."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from afterschool.values.vocabulary import Comparison
from bureaus.tree import reports as directory
from rectification.indicators.reports import indicators as indicator_reports
from rectification.indicators.reports.indicators import Standings
from rectification.indicators.rules import Standing


class Command(BaseCommand):
    help = "Computes every indicator of a bureau on a day, declared and verified. Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bureau", help="GB/T 2260 division code, such as 150802")
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="the day, YYYY-MM-DD; today by default")
        parser.add_argument("--json", action="store_true", help="with the schools behind each figure")

    def handle(self, *, bureau: str, on: date | None, json: bool, **options: Any) -> None:
        county = directory.find(bureau)
        if county is None:
            raise CommandError(f"There is no bureau with the code {bureau}.")
        with bureau_scope(county.pk):
            try:
                computed = indicator_reports.compute_indicators(county.pk, on or timezone.localdate())
            except RuleViolation as refusal:
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(_as_json(bureau, computed) if json else _as_table(computed))


def _as_table(computed: Standings) -> str:
    lines = [f"{computed.on}  {computed.term}  核实窗口 {computed.window[0]} 至 {computed.window[1]}"]
    for row in computed.standings:
        target = f"目标 {row.target.percent.normalize():f}%" if row.target else "没有规定目标"
        lines.append(
            f"{row.definition.code:24} 申报 {row.declared.numerator}/{row.declared.denominator}"
            f"  核实 {row.verified.numerator}/{row.verified.denominator} {row.verified.percent}%  {target}"
        )
    return "\n".join(lines)


def _as_json(bureau: str, computed: Standings) -> str:
    content = {
        "bureau": bureau,
        "on": computed.on.isoformat(),
        "term": str(computed.term),
        "window": [day.isoformat() for day in computed.window],
        "indicators": [_standing(row) for row in computed.standings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _standing(row: Standing) -> dict[str, Any]:
    target = row.target
    return {
        "code": row.definition.code,
        "name": row.definition.name,
        "numerator": row.definition.numerator,
        "denominator": row.definition.denominator,
        "declared": {"numerator": row.declared.numerator, "denominator": row.declared.denominator},
        "verified": {"numerator": row.verified.numerator, "denominator": row.verified.denominator},
        "declared_percent": _number(row.declared.percent),
        "verified_percent": _number(row.verified.percent),
        "target_percent": _number(target.percent) if target else None,
        "comparison": (Comparison.ABOUT if target.about else Comparison.AT_LEAST) if target else None,
        "deadline": target.deadline.isoformat() if target else None,
        "clause": str(target.clause) if target and target.clause else None,
        "met": row.is_met,
        "schools": [
            {
                "id": school.school_id,
                "name": school.name,
                "counted": school.weight,
                "declared": school.declared,
                "verified": school.verified,
                "plan": school.plan_id,
                "sessions": school.sessions,
            }
            for school in row.rows
        ],
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
