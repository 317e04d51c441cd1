from django.apps import AppConfig


class BureausPoliciesConfig(AppConfig):
    name = "bureaus.policies"
    label = "bureaus_policies"
    verbose_name = "政策"
