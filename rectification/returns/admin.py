from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from rectification.returns.models.monthly_merges import MonthlyMerge


@admin.register(MonthlyMerge)
class MonthlyMergeAdmin(ReadOnlyAdmin):
    """Shows whether a month was merged; its content is not for the operator."""

    list_display = ["year", "month", "status", "due_on", "frozen_at"]
    fields = ["year", "month", "status", "due_on", "frozen_at"]
