"""Celery: the indicators of every bureau, each night and on the reporting day."""

from datetime import date

from celery import shared_task
from django.utils import timezone

from afterschool.tenancy.tasks import BureauTask
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from bureaus.tree.models import Bureau
from rectification.indicators import services


@shared_task(base=BureauTask)
def take_snapshots(bureau_id: int, on: str, reason: str) -> int:
    """One bureau's snapshots of one day (ISO date). A bureau without a term has none."""
    try:
        taken = services.take_snapshots(bureau_id, on=date.fromisoformat(on), reason=reason, by=Actor.system(bureau_id))
    except RuleViolation:
        return 0
    return len(taken)


@shared_task
def take_all_snapshots(reason: str) -> None:
    """Fans out: one task per county, so that one county's trouble stays its own."""
    today = timezone.localdate().isoformat()
    for bureau_id in Bureau.objects.filter(level=Bureau.Level.COUNTY, is_active=True).values_list("pk", flat=True):
        take_snapshots.delay(bureau_id, today, reason)
