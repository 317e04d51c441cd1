from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from schools.register.models import School, SchoolClass


@admin.register(School)
class SchoolAdmin(ReadOnlyAdmin):
    """Pupils, guardians and the survey name children and stay with the school."""

    list_display = ["code", "name", "stage", "area", "opened_on", "closed_on"]
    list_filter = ["stage", "area"]
    search_fields = ["code", "name"]


@admin.register(SchoolClass)
class SchoolClassAdmin(ReadOnlyAdmin):
    list_display = ["school", "grade", "number"]
    list_select_related = ["school"]
