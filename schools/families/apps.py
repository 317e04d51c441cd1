from django.apps import AppConfig


class SchoolsFamiliesConfig(AppConfig):
    name = "schools.families"
    label = "schools_families"
    verbose_name = "家长"
