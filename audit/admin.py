from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from audit.models import Entry


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """What happened, without whom it concerns: labels, reasons and changes may name a child."""

    list_display = ["at", "kind", "action", "role", "subject_type", "before", "after"]
    list_filter = ["kind", "action"]
    fields = ["at", "kind", "action", "actor_kind", "role", "subject_type", "subject_id", "before", "after", "clause"]
