from django.apps import AppConfig


class BillingLedgerConfig(AppConfig):
    """Double entry, and balances computed from it."""

    name = "billing.ledger"
    label = "billing_ledger"
    verbose_name = "账簿"
