from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from billing.standards.models import FeeStandard


@admin.register(FeeStandard)
class FeeStandardAdmin(ReadOnlyAdmin):
    """Standards are public; charges and payments name children and stay with the school."""

    list_display = ["school", "term", "amount", "unit", "status", "filing_document"]
    list_filter = ["status"]
