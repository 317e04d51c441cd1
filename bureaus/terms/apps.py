from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry


class BureausTermsConfig(AppConfig):
    """Terms, public holidays, the school calendar."""

    name = "bureaus.terms"
    label = "bureaus_terms"
    verbose_name = "学期与校历"
    navigation = (Entry(DESK, "规则", "学期与校历", "calendar", "bureaus:list_terms", rank=1),)
