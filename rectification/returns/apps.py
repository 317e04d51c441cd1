from celery.schedules import crontab
from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from afterschool.tenancy.beat import in_every_county
from audit.roles import HEADS, OVERSIGHT

AFTER_MIDNIGHT = crontab(hour=0, minute=10)  # the night after a county's deadline, which is its own policy
MORNING = crontab(hour=8, minute=0)  # reminders, on the days before the deadline that the policy names


class RectificationReturnsConfig(AppConfig):
    """What schools report every month: clue reports, frozen, merged, forwarded."""

    name = "rectification.returns"
    label = "rectification_returns"
    verbose_name = "月报"
    navigation = (
        Entry(DESK, "点题整治", "线索月报", "report", "rectification:list_clue_reports", HEADS, rank=2),
        Entry(DESK, "点题整治", "线索月报", "report", "rectification:show_month_board", OVERSIGHT, rank=2),
    )
    beat = {
        "freeze-clue-reports": in_every_county("freeze_clue_reports", AFTER_MIDNIGHT),
        "remind-schools": in_every_county("remind_schools", MORNING),
    }

    def ready(self) -> None:
        from bureaus.inbox import registry as inbox
        from rectification.returns.reports import waiting

        inbox.register_inbox(waiting.clue_reports_waiting)
