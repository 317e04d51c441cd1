from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from bureaus.terms.models import CalendarDay, Holiday, Term


@admin.register(Term)
class TermAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "status", "starts_on", "ends_on"]


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "is_school_day", "reason"]


@admin.register(Holiday)
class HolidayAdmin(ReadOnlyAdmin):
    list_display = ["day", "name", "is_workday", "source"]
