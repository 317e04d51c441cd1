from django.apps import AppConfig


class BillingStandardsConfig(AppConfig):
    name = "billing.standards"
    label = "billing_standards"
    verbose_name = "收费标准"
