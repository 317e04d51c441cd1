from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from bureaus.documents.models import DocumentOrder, IssuedDocument


@admin.register(DocumentOrder)
class DocumentOrderAdmin(ReadOnlyAdmin):
    """Which documents were ordered; neither their titles nor what they say, which may name people."""

    list_display = ["pk", "kind", "number", "check_code", "ordered_at"]
    list_filter = ["kind"]
    fields = ["kind", "number", "check_code", "renderer", "media_types", "ordered_at"]


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["pk", "order_id", "media_type", "size", "made_at"]
    list_filter = ["media_type"]
    fields = ["order_id", "media_type", "size", "sha256", "made_at"]
