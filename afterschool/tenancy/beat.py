"""The beat: what happens by the clock. Each app names its own entries in its AppConfig:

    beat = {"close-due-rounds": in_every_county("close_due_rounds", NIGHTLY)}

Times are of settings.CELERY_TIMEZONE, Asia/Shanghai.
"""

from typing import Any

from celery.schedules import crontab
from django.apps import apps

NIGHTLY = crontab(hour=2, minute=30)
HEARTBEAT_SECONDS = 10.0


def in_every_county(kind: str, when: Any, **payload: Any) -> dict[str, Any]:
    """An entry that orders a job of this kind in each active county; the job is told the day as `on`."""
    return {"task": "bureaus.order_in_every_county", "args": (kind,), "kwargs": payload, "schedule": when}


def schedule() -> dict[str, dict[str, Any]]:
    """The whole beat schedule: the entries of all installed apps. Raises ValueError where two bear one name."""
    entries: dict[str, dict[str, Any]] = {}
    for config in apps.get_app_configs():
        own: dict[str, dict[str, Any]] = getattr(config, "beat", {})
        if twice := entries.keys() & own.keys():
            raise ValueError(f"two beat entries bear one name: {sorted(twice)}")
        entries |= own
    return entries
