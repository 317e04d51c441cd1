from django.apps import AppConfig


class BureausNotificationsConfig(AppConfig):
    name = "bureaus.notifications"
    label = "bureaus_notifications"
    verbose_name = "通知"
