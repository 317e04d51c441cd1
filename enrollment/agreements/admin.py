from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from enrollment.agreements.models import AgreementTemplate


@admin.register(AgreementTemplate)
class AgreementTemplateAdmin(ReadOnlyAdmin):
    list_display = ["version", "title", "effective_from", "sha256"]
