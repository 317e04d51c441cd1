from django.apps import AppConfig


class SchoolsRegisterConfig(AppConfig):
    """Schools and their classes."""

    name = "schools.register"
    label = "schools_register"
    verbose_name = "学校"
