from django.contrib import admin

from afterschool.admin import ReadOnlyAdmin
from schools.models import Activity, School, SchoolClass, ServicePlan, TimeSlot


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


@admin.register(ServicePlan)
class ServicePlanAdmin(ReadOnlyAdmin):
    list_display = ["school", "term", "status", "version", "submitted_at", "decided_at"]
    list_filter = ["status"]
    list_select_related = ["school", "term"]


@admin.register(TimeSlot)
class TimeSlotAdmin(ReadOnlyAdmin):
    list_display = ["plan", "weekday", "starts_at", "ends_at", "service"]
    list_select_related = ["plan__school", "plan__term"]


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ["name", "plan", "kind", "category", "capacity"]
    list_filter = ["kind", "category"]
    list_select_related = ["plan__school", "plan__term"]
