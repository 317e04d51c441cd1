from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from enrollment.admissions.models import Offering, Round


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["pk", "school", "term", "status", "opens_at", "closes_at"]
    list_filter = ["status"]


@admin.register(Offering)
class OfferingAdmin(ReadOnlyAdmin):
    list_display = ["activity", "round", "capacity", "seats_left", "is_cancelled"]
