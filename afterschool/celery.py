"""The Celery application and its whole beat schedule."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "afterschool.settings")
app = Celery("afterschool")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
NIGHTLY = crontab(hour=2, minute=30)  # Asia/Shanghai, settings.CELERY_TIMEZONE
REPORT_DAY = crontab(day_of_month=26, hour=0, minute=5)  # the day after the 25th
app.conf.beat_schedule = {
    "beat-heartbeat": {"task": "afterschool.tenancy.tasks.beat_heartbeat", "schedule": 10.0},
    "enrollment-nightly": {"task": "enrollment.attendance.tasks.top_up_enrollment", "schedule": NIGHTLY},
    "indicators-nightly": {
        "task": "rectification.indicators.tasks.take_all_snapshots",
        "schedule": NIGHTLY,
        "args": ("nightly",),
    },
    "indicators-on-report-day": {
        "task": "rectification.indicators.tasks.take_all_snapshots",
        "schedule": REPORT_DAY,
        "args": ("report_day",),
    },
    "freeze-clue-reports": {
        "task": "rectification.returns.tasks.freeze_all_clue_reports",
        "schedule": crontab(hour=0, minute=10),  # the night after a county's deadline, which is its own policy
    },
    "remind-schools": {
        "task": "rectification.returns.tasks.remind_all_schools",
        "schedule": crontab(hour=8, minute=0),  # on the days before the deadline that the policy names
    },
}
