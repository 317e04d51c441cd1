"""Celery tasks of the platform itself."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from afterschool.tenancy import partitions

HEARTBEAT = "beat-heartbeat"


@shared_task
def make_partitions() -> int:
    """Every night: the months ahead of all tables that are split by month."""
    return partitions.make_partitions()


@shared_task
def beat_heartbeat() -> None:
    """Proves that beat sends and a worker works: `./dev run --check` and /healthz/ look at it."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=60)
