from django.apps import AppConfig


class BureausInboxConfig(AppConfig):
    name = "bureaus.inbox"
    label = "bureaus_inbox"
    verbose_name = "待办"
