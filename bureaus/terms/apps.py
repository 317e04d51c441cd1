from django.apps import AppConfig


class BureausTermsConfig(AppConfig):
    name = "bureaus.terms"
    label = "bureaus_terms"
    verbose_name = "学期与校历"
