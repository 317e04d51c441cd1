from django.apps import AppConfig


class AfterschoolPagesConfig(AppConfig):
    name = "afterschool.pages"
    label = "afterschool_pages"
    verbose_name = "页面"
