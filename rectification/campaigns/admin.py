from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from rectification.campaigns.models import Campaign


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "status", "starts_on", "ends_on"]
