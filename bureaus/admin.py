from django.contrib import admin

from afterschool.admin import BureauAdmin, ReadOnlyAdmin
from bureaus.models import Bureau, CalendarDay, Holiday, IssuedDocument, Policy, ReviewCase, Term

admin.site.register(Bureau, BureauAdmin)


@admin.register(Term)
class TermAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "status", "starts_on", "ends_on"]


@admin.register(Policy)
class PolicyAdmin(ReadOnlyAdmin):
    list_display = ["kind", "severity", "effective_from", "effective_to", "source_title", "source_article", "pack"]
    list_filter = ["kind", "severity"]


@admin.register(ReviewCase)
class ReviewCaseAdmin(ReadOnlyAdmin):
    """Which step waits since when; the subject's name may be a child's and is not shown."""

    list_display = ["pk", "chain", "status", "step_role", "opened_at", "due_on"]
    list_filter = ["chain", "status"]
    fields = ["chain", "status", "step", "step_role", "subject_type", "opened_at", "due_on", "closed_at"]


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["kind", "number", "check_code", "size", "issued_at"]
    list_filter = ["kind"]
    fields = ["kind", "number", "check_code", "media_type", "size", "sha256", "issued_at"]


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "is_school_day", "reason"]


@admin.register(Holiday)
class HolidayAdmin(ReadOnlyAdmin):
    list_display = ["day", "name", "is_workday", "source"]
