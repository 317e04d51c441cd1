"""Jobs of indicators: each night, on the reporting day and on request."""

from datetime import date

from afterschool.values.errors import RuleViolation
from audit import jobs
from audit.actors import Actor
from rectification.indicators import services


@jobs.handles("indicator_snapshots")
def take_snapshots(bureau_id: int, on: str, reason: str) -> None:
    """One bureau's snapshots of one day (ISO date). A bureau without a term has none."""
    try:
        services.take_snapshots(bureau_id, on=date.fromisoformat(on), reason=reason, by=Actor.system(bureau_id))
    except RuleViolation:
        return
