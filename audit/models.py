from django.db import models

from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor


class EntryQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "EntryQuerySet":
        """The bureau sees its own trace; a school sees what happened to its rows through the row's own page."""
        return self.of(actor.bureau_id) if actor.is_bureau else self.none()

    def about(self, subject: TenantModel) -> "EntryQuerySet":
        """The trace of one row, newest first."""
        rows = self.of(subject.bureau_id).filter(subject_type=subject._meta.label, subject_id=subject.pk)
        return rows.order_by("-pk")


class Entry(TenantModel):
    """留痕. One thing that somebody did, or one sensitive row that somebody read. Never changed, never deleted."""

    class Kind(models.TextChoices):
        MOVE = "move", "状态变化"
        RECORD = "record", "办理"
        READ = "read", "查阅"

    append_only = True

    kind = models.CharField("类别", max_length=8, choices=Kind)
    action = models.CharField("动作", max_length=60)
    at = models.DateTimeField("时间", auto_now_add=True)
    actor_kind = models.CharField("办理人类别", max_length=12)
    actor_name = models.CharField("办理人", max_length=60)
    role = models.CharField("岗位", max_length=32, blank=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    guardian_ref = models.BigIntegerField("家长编号", null=True)
    subject_type = models.CharField("对象类别", max_length=60)
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
            models.Index(fields=["bureau", "subject_type", "subject_id", "-id"], name="entry_subject"),
            models.Index(fields=["bureau", "-at"], name="entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.subject_label}"
