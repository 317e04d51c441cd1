from django.apps import AppConfig


class AfterschoolValuesConfig(AppConfig):
    name = "afterschool.values"
    label = "afterschool_values"
    verbose_name = "词语与数值"
