from django.apps import AppConfig


class SchoolsFamiliesConfig(AppConfig):
    """Guardians of a child and their consent."""

    name = "schools.families"
    label = "schools_families"
    verbose_name = "家长"
