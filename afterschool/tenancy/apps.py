from django.apps import AppConfig


class AfterschoolTenancyConfig(AppConfig):
    name = "afterschool.tenancy"
    label = "afterschool_tenancy"
    verbose_name = "租户"
