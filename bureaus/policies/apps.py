from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry


class BureausPoliciesConfig(AppConfig):
    """Dated rules as data: kinds, packs, merge, the two ways to ask."""

    name = "bureaus.policies"
    label = "bureaus_policies"
    verbose_name = "政策"
    navigation = (Entry(DESK, "规则", "政策", "book-2", "bureaus:list_policies", rank=2),)
