from django.contrib import admin

from afterschool.admin import ReadOnlyAdmin
from enrollment.models import AgreementTemplate, Offering, Round, Session


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    list_display = ["pk", "school", "term", "status", "opens_at", "closes_at"]
    list_filter = ["status"]


@admin.register(Offering)
class OfferingAdmin(ReadOnlyAdmin):
    list_display = ["activity", "round", "capacity", "seats_left", "is_cancelled"]


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Figures of a session; the roll itself names children and is not shown."""

    list_display = ["activity", "day", "starts_at", "status", "present_count", "absent_count"]
    list_filter = ["status"]


@admin.register(AgreementTemplate)
class AgreementTemplateAdmin(ReadOnlyAdmin):
    list_display = ["version", "title", "effective_from", "sha256"]
