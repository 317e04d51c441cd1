from django.apps import AppConfig


class AfterschoolPagesConfig(AppConfig):
    """What every page shares: forms, lists, access, middleware, template tags, charts, menu."""

    name = "afterschool.pages"
    label = "afterschool_pages"
    verbose_name = "页面"
