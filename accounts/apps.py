from django.apps import AppConfig

from afterschool.pages.navigation import FAMILY, Entry


class AccountsConfig(AppConfig):
    """People who sign in: users, memberships, guardians, one-time codes."""

    name = "accounts"
    verbose_name = "人员"
    navigation = (Entry(FAMILY, "", "我的", "user-circle", "family:show_profile", rank=9),)
