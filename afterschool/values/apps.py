from django.apps import AppConfig


class AfterschoolValuesConfig(AppConfig):
    """Plain values and words of the field: clause, refusal, money, identity check, vocabulary, sealed text."""

    name = "afterschool.values"
    label = "afterschool_values"
    verbose_name = "词语与数值"
