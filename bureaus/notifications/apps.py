from django.apps import AppConfig


class BureausNotificationsConfig(AppConfig):
    """Messages to people, sealed until a job has sent them."""

    name = "bureaus.notifications"
    label = "bureaus_notifications"
    verbose_name = "通知"
