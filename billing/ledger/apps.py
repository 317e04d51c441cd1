from django.apps import AppConfig


class BillingLedgerConfig(AppConfig):
    name = "billing.ledger"
    label = "billing_ledger"
    verbose_name = "账簿"
