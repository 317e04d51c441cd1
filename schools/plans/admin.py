from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from schools.plans.models import Activity, ServicePlan, TimeSlot


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
