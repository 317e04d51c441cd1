from django.apps import AppConfig

from afterschool.pages.navigation import PUBLIC, Entry


class BureausDocumentsConfig(AppConfig):
    """Files received and documents issued: number, content, hash, check code."""

    name = "bureaus.documents"
    label = "bureaus_documents"
    verbose_name = "文书"
    navigation = (Entry(PUBLIC, "", "文书核验", "qrcode", "bureaus:check_document", rank=5),)
