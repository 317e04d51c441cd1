"""The Celery application and its whole beat schedule."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afterschool.settings")

app = Celery("afterschool")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "beat-heartbeat": {"task": "afterschool.tasks.beat_heartbeat", "schedule": 10.0},
}

# Times are Asia/Shanghai (settings.TIME_ZONE).
NIGHTLY = crontab(hour=2, minute=30)
