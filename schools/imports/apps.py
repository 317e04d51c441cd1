from django.apps import AppConfig


class SchoolsImportsConfig(AppConfig):
    name = "schools.imports"
    label = "schools_imports"
    verbose_name = "导入"
