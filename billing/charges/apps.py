from django.apps import AppConfig

from afterschool.pages.navigation import DESK, Entry
from audit.roles import CLASS_TEACHERS, MONEY


class BillingChargesConfig(AppConfig):
    """What a family owes, and why."""

    name = "billing.charges"
    label = "billing_charges"
    verbose_name = "应收"
    navigation = (Entry(DESK, "收费", "学生应收", "coins", "billing:list_charges", MONEY | CLASS_TEACHERS, rank=2),)
