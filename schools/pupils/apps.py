from django.apps import AppConfig


class SchoolsPupilsConfig(AppConfig):
    name = "schools.pupils"
    label = "schools_pupils"
    verbose_name = "学生"
