from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from bureaus.documents.models import IssuedDocument


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["kind", "number", "check_code", "size", "issued_at"]
    list_filter = ["kind"]
    fields = ["kind", "number", "check_code", "media_type", "size", "sha256", "issued_at"]
