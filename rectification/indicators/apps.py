from celery.schedules import crontab
from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from afterschool.tenancy.beat import NIGHTLY, in_every_county
from audit.roles import BUREAU_ROLES

REPORT_DAY = crontab(day_of_month=26, hour=0, minute=5)  # the day after the 25th


class RectificationIndicatorsConfig(AppConfig):
    """Shares with numerator and denominator, declared and verified, as snapshots."""

    name = "rectification.indicators"
    label = "rectification_indicators"
    verbose_name = "指标"
    navigation = (
        Entry(DESK, "点题整治", "指标看板", "chart-bar", "rectification:show_dashboard", BUREAU_ROLES, rank=1),
    )
    beat = {
        "indicators-nightly": in_every_county("indicator_snapshots", NIGHTLY, reason="nightly"),
        "indicators-on-report-day": in_every_county("indicator_snapshots", REPORT_DAY, reason="report_day"),
    }

    def ready(self) -> None:
        from rectification.indicators.reports import snapshots
        from rectification.returns import registry as return_registry

        return_registry.register(snapshots.month_files)
