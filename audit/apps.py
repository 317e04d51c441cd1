from celery.schedules import crontab
from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who acts and what happened: actors, roles, entries, moves, events, jobs."""

    name = "audit"
    verbose_name = "留痕"
    beat = {
        "sweep-jobs": {"task": "audit.sweep_jobs", "schedule": 60.0},
        "forget-done-jobs": {"task": "audit.forget_done_jobs", "schedule": crontab(hour=3, minute=10)},
    }
