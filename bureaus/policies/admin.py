from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from bureaus.policies.models import Policy


@admin.register(Policy)
class PolicyAdmin(ReadOnlyAdmin):
    list_display = ["kind", "severity", "effective_from", "effective_to", "source_title", "source_article", "pack"]
    list_filter = ["kind", "severity"]
