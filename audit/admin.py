from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest

from afterschool.pages.admin import ReadOnlyAdmin
from audit import jobs
from audit.models import Entry, Job


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """What happened, without whom it concerns: labels, reasons and changes may name a child."""

    list_display = ["at", "kind", "action", "role", "subject_kind", "before", "after"]
    list_filter = ["kind", "action"]
    fields = ["at", "kind", "action", "actor_kind", "role", "subject_kind", "subject_id", "before", "after", "clause"]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """后台事项 of all bureaus: what waits, what failed and where, and the order to try a dead one again."""

    list_display = ["pk", "kind", "bureau_id", "status", "attempts", "ordered_at", "due_at", "ended_at", "error"]
    list_filter = ["status", "kind"]
    ordering = ["-pk"]
    actions = ["retry"]

    @admin.action(description="重新执行（已停止重试的）", permissions=["view"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        dead = list(queryset.filter(status=Job.Status.DEAD))
        for job in dead:
            jobs.retry(job)
        LogEntry.objects.log_actions(request.user.pk, dead, CHANGE, "重新执行")
        self.message_user(request, f"已重新下达 {len(dead)} 项。", messages.SUCCESS)
