from django.apps import AppConfig


class BureausNotificationsConfig(AppConfig):
    """What is said to whom: messages, sealed until a job has sent them."""

    name = "bureaus.notifications"
    label = "bureaus_notifications"
    verbose_name = "通知"
