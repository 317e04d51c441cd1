from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from rectification.returns.models.monthly_merges import MonthlyMerge


@admin.register(MonthlyMerge)
class MonthlyMergeAdmin(ReadOnlyAdmin):
    """Whether a month was merged; what was reported is not the operator's business."""

    list_display = ["year", "month", "status", "due_on", "frozen_at"]
    fields = ["year", "month", "status", "due_on", "frozen_at"]
