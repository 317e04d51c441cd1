from django.apps import AppConfig


class BureausDocumentsConfig(AppConfig):
    name = "bureaus.documents"
    label = "bureaus_documents"
    verbose_name = "文书"
