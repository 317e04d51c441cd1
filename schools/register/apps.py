from django.apps import AppConfig


class SchoolsRegisterConfig(AppConfig):
    name = "schools.register"
    label = "schools_register"
    verbose_name = "学校"
