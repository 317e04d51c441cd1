from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "rectification"
    verbose_name = "点题整治"

    def ready(self) -> None:
        from bureaus import inbox
        from rectification.documents import month_package
        from rectification.reports import snapshots, waiting

        inbox.register(waiting.clue_reports_waiting)
        month_package.register(snapshots.month_files)
