from django.apps import AppConfig


class RectificationCampaignsConfig(AppConfig):
    name = "rectification.campaigns"
    label = "rectification_campaigns"
    verbose_name = "专项"
