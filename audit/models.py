from datetime import datetime

from django.db import models
from django.db.models import Q

from afterschool.tenancy.fields import PartitionMomentField
from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor


class EntryQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "EntryQuerySet":
        """The bureau sees its own trace; a school sees what happened to its rows through the row's own page."""
        return self.of(actor.bureau_id) if actor.is_bureau else self.none()

    def about(self, subject: TenantModel) -> "EntryQuerySet":
        """The trace of one row, newest first."""
        rows = self.of(subject.bureau_id).filter(subject_kind=subject.kind_code, subject_id=subject.pk)
        return rows.order_by("-pk")


class Entry(TenantModel):
    """留痕. One thing that somebody did, or one sensitive row that somebody read. Never changed, never deleted.

    The table is split by month; nothing points at it.
    """

    kind_code = "entry"

    class Kind(models.TextChoices):
        MOVE = "move", "状态变化"
        RECORD = "record", "办理"
        READ = "read", "查阅"

    append_only = True

    kind = models.CharField("类别", max_length=8, choices=Kind)
    action = models.CharField("动作", max_length=60)
    at = PartitionMomentField("时间", auto_now_add=True)
    actor_kind = models.CharField("办理人类别", max_length=12)
    actor_name = models.CharField("办理人", max_length=60)
    role = models.CharField("岗位", max_length=32, blank=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    guardian_ref = models.BigIntegerField("家长编号", null=True)
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_id = models.BigIntegerField("对象编号")
    subject_label = models.CharField("对象", max_length=200)
    before = models.CharField("原状态", max_length=32, blank=True)
    after = models.CharField("新状态", max_length=32, blank=True)
    changes = models.JSONField("变更", default=dict, blank=True)
    reason = models.TextField("理由", blank=True)
    clause = models.CharField("依据", max_length=300, blank=True)

    objects = TenantManager.from_queryset(EntryQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "留痕"
        indexes = [
            models.Index(fields=["bureau", "subject_kind", "subject_id", "-id"], name="entry_subject"),
            models.Index(fields=["bureau", "-at"], name="entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.subject_label}"


class JobQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "JobQuerySet":
        """Waiting, their time has come, and nobody works on them."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        return self.filter(free, status=Job.Status.WAITING, due_at__lte=now)

    def claimed(self) -> "JobQuerySet":
        """Locks the rows that nobody else has locked; those in work elsewhere are passed over."""
        return self.select_for_update(skip_locked=True)


class Job(models.Model):
    """后台事项. Work that a service ordered in its transaction (outbox): ids, numbers and dates only, never a person's words."""

    class Status(models.TextChoices):
        WAITING = "waiting", "待执行"
        DONE = "done", "已完成"
        DEAD = "dead", "已停止重试"

    table_class = "local"  # of this installation, read by its sweeper over all bureaus

    kind = models.CharField("种类", max_length=60)
    version = models.PositiveSmallIntegerField("内容版本")
    bureau_id = models.BigIntegerField("教育局编号")
    payload = models.JSONField("内容", default=dict)
    key = models.CharField("幂等键", max_length=120, blank=True)
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField("已尝试次数", default=0)
    ordered_at = models.DateTimeField("下达时间", auto_now_add=True)
    due_at = models.DateTimeField("最早执行时间")
    leased_until = models.DateTimeField("占用至", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    error = models.CharField("最近一次错误", max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台事项"
        indexes = [
            models.Index(fields=["due_at"], name="job_due", condition=Q(status="waiting")),
            models.Index(fields=["bureau_id", "status"], name="job_of_bureau"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "bureau_id", "key"], name="job_once", condition=~Q(key=""))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
