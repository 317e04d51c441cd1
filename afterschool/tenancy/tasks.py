"""Celery tasks of the platform itself, and the base of all tasks that work for one bureau."""

from typing import Any

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.core.cache import cache
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope

HEARTBEAT = "beat-heartbeat"


class BureauTask(DjangoTask):
    """A task whose first argument is the bureau: it runs in that bureau's scope, in one transaction."""

    def __call__(self, bureau_id: int, *args: Any, **kwargs: Any) -> Any:
        with bureau_scope(bureau_id):
            return super().__call__(bureau_id, *args, **kwargs)


@shared_task
def beat_heartbeat() -> None:
    """Proves that beat sends and a worker works: `./dev run --check` and /healthz/ look at it."""
    cache.set(HEARTBEAT, timezone.now().isoformat(), timeout=60)
