from django.apps import AppConfig


class AfterschoolPapersConfig(AppConfig):
    """Bytes in and out: PDF, spreadsheets, uploads."""

    name = "afterschool.papers"
    label = "afterschool_papers"
    verbose_name = "纸面"

    def ready(self) -> None:
        from afterschool.papers import pdf  # noqa: F401
