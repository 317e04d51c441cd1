from django.apps import AppConfig


class RectificationIndicatorsConfig(AppConfig):
    name = "rectification.indicators"
    label = "rectification_indicators"
    verbose_name = "指标"

    def ready(self) -> None:
        from bureaus.inbox import registry
        from rectification.indicators.reports import snapshots as reports_snapshots
        from rectification.returns.documents import month_package as documents_month_package
        from rectification.returns.reports import waiting as reports_waiting

        registry.register(reports_waiting.clue_reports_waiting)
        documents_month_package.register(reports_snapshots.month_files)
