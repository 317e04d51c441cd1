from django.apps import AppConfig


class DevkitDocumentationConfig(AppConfig):
    name = "devkit.documentation"
    label = "devkit_documentation"
    verbose_name = "文档"
