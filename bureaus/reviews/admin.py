from django.contrib import admin

from afterschool.pages.admin import ReadOnlyAdmin
from bureaus.reviews.models import ReviewCase


@admin.register(ReviewCase)
class ReviewCaseAdmin(ReadOnlyAdmin):
    """The waiting step and since when. The subject's name may be a child's and is not shown."""

    list_display = ["pk", "chain", "status", "step_role", "opened_at", "due_on"]
    list_filter = ["chain", "status"]
    fields = ["chain", "status", "step", "step_role", "subject_kind", "opened_at", "due_on", "closed_at"]
