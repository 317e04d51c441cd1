from django.apps import AppConfig


class SchoolsImportsConfig(AppConfig):
    """Imports spreadsheets into these registers: preview, check, write."""

    name = "schools.imports"
    label = "schools_imports"
    verbose_name = "导入"
