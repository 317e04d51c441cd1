from django.apps import AppConfig


class BillingDisclosureConfig(AppConfig):
    name = "billing.disclosure"
    label = "billing_disclosure"
    verbose_name = "收支公示"
