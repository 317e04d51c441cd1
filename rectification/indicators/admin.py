from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from rectification.indicators.models import Indicator, IndicatorSnapshot


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    list_display = ["code", "version", "name", "target_percent", "deadline_on", "introduced_on", "retired_on"]


@admin.register(IndicatorSnapshot)
class IndicatorSnapshotAdmin(ReadOnlyAdmin):
    list_display = ["indicator", "as_of", "declared_numerator", "verified_numerator", "denominator", "reason"]
