from django.apps import AppConfig


class RectificationReturnsConfig(AppConfig):
    name = "rectification.returns"
    label = "rectification_returns"
    verbose_name = "月报"
