from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "rehearsal"
    label = "rehearsal"
    verbose_name = "演练"
