from django.contrib import admin

from afterschool.admin import ReadOnlyAdmin
from rectification.models import Campaign, Indicator, IndicatorSnapshot, MonthlyMerge


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "status", "starts_on", "ends_on"]


@admin.register(MonthlyMerge)
class MonthlyMergeAdmin(ReadOnlyAdmin):
    """Whether a month was merged; what was reported is not the operator's business."""

    list_display = ["year", "month", "status", "due_on", "frozen_at"]
    fields = ["year", "month", "status", "due_on", "frozen_at"]


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["code", "version", "name", "target_percent", "deadline_on", "introduced_on", "retired_on"]


@admin.register(IndicatorSnapshot)
class IndicatorSnapshotAdmin(ReadOnlyAdmin):
    list_display = ["indicator", "as_of", "declared_numerator", "verified_numerator", "denominator", "reason"]
