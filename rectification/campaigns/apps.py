from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import BUREAU_ROLES, HEADS


class RectificationCampaignsConfig(AppConfig):
    """点题整治: campaigns with their dates."""

    name = "rectification.campaigns"
    label = "rectification_campaigns"
    verbose_name = "专项"
    navigation = (
        Entry(DESK, "点题整治", "专项", "flag", "rectification:list_campaigns", BUREAU_ROLES | HEADS, rank=3),
    )
