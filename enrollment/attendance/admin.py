from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from enrollment.attendance.models import Session


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Figures of a session. The roll names children and is not shown."""

    list_display = ["activity", "day", "starts_at", "status", "present_count", "absent_count"]
    list_filter = ["status"]
