from django.contrib import admin
from django.contrib.auth.models import Group

from accounts.models.user import Membership, User
from afterschool.pages.admin import ReadOnlyAdmin

admin.site.unregister(Group)  # roles are memberships


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["username", "name", "is_active", "is_staff", "created_at"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username"]
    fields = ["username", "name", "is_active", "is_staff", "must_change_password", "created_at"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["user", "role", "school", "is_active"]
    list_filter = ["role", "is_active"]
