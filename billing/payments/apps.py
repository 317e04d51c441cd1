from django.apps import AppConfig


class BillingPaymentsConfig(AppConfig):
    name = "billing.payments"
    label = "billing_payments"
    verbose_name = "缴费"
