from django.apps import AppConfig


class BillingPaymentsConfig(AppConfig):
    """Money received."""

    name = "billing.payments"
    label = "billing_payments"
    verbose_name = "缴费"
