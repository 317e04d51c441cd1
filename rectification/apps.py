from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "rectification"
    verbose_name = "点题整治"

    def ready(self) -> None:
        from bureaus import inbox
        from rectification.reports import waiting

        inbox.register(waiting.clue_reports_waiting)
