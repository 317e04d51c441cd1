from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from providers.register.models import BlacklistEntry, Provider, ShortlistItem


@admin.register(Provider)
class ProviderAdmin(ReadOnlyAdmin):
    list_display = ["name", "credit_code", "status", "license_expires_on"]
    list_filter = ["status"]
    search_fields = ["name", "credit_code"]


@admin.register(ShortlistItem)
class ShortlistItemAdmin(ReadOnlyAdmin):
    list_display = ["provider", "service", "price"]
    list_select_related = ["provider"]


@admin.register(BlacklistEntry)
class BlacklistEntryAdmin(ReadOnlyAdmin):
    list_display = ["name", "credit_code", "starts_on", "ends_on", "lifted_on"]
