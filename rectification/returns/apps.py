from celery.schedules import crontab
from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import HEADS, OVERSIGHT


class RectificationReturnsConfig(AppConfig):
    name = "rectification.returns"
    label = "rectification_returns"
    verbose_name = "月报"
    navigation = (
        Entry(DESK, "点题整治", "线索月报", "report", "rectification:list_clue_reports", HEADS, rank=2),
        Entry(DESK, "点题整治", "线索月报", "report", "rectification:show_month_board", OVERSIGHT, rank=2),
    )
    beat = {
        "freeze-clue-reports": {
            "task": "rectification.returns.tasks.freeze_all_clue_reports",
            "schedule": crontab(hour=0, minute=10),  # the night after a county's deadline, which is its own policy
        },
        "remind-schools": {
            "task": "rectification.returns.tasks.remind_all_schools",
            "schedule": crontab(hour=8, minute=0),  # on the days before the deadline that the policy names
        },
    }

    def ready(self) -> None:
        from bureaus.inbox import registry as inbox
        from rectification.returns.reports import waiting

        inbox.register_inbox(waiting.clue_reports_waiting)
