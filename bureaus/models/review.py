from django.db import models

from afterschool.tenancy import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor


class ReviewCaseQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ReviewCaseQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()


class ReviewCase(TenantModel):
    """审核. One subject on its way through a review chain; the chain is frozen from policy when the case opens."""

    class Status(models.TextChoices):
        OPEN = "open", "审核中"
        WAITING = "waiting", "待补正"
        APPROVED = "approved", "通过"
        RETURNED = "returned", "退回"
        REJECTED = "rejected", "不通过"
        CANCELLED = "cancelled", "撤回"

    TRANSITIONS = {
        Status.OPEN: {Status.WAITING, Status.APPROVED, Status.RETURNED, Status.REJECTED, Status.CANCELLED},
        Status.WAITING: {Status.OPEN, Status.CANCELLED},
        Status.APPROVED: set(),
        Status.RETURNED: set(),
        Status.REJECTED: set(),
        Status.CANCELLED: set(),
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.OPEN)
    chain = models.SlugField("审核链", max_length=40)
    steps = models.JSONField("步骤", help_text="review chain as it stood when the case opened")
    step = models.PositiveSmallIntegerField("当前步骤", default=0)
    step_role = models.CharField("当前岗位", max_length=32)
    subject_type = models.CharField("对象类别", max_length=60)
    subject_id = models.BigIntegerField("对象编号")
    subject_label = models.CharField("对象", max_length=200)
    subject_path = models.CharField("对象页面", max_length=200, blank=True)
    school_id = models.BigIntegerField("学校编号", null=True)
    class_id = models.BigIntegerField("班级编号", null=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("送审时间", auto_now_add=True)
    due_on = models.DateField("本步期限", null=True)
    closed_at = models.DateTimeField("办结时间", null=True)

    objects = TenantManager.from_queryset(ReviewCaseQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "审核"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["bureau", "status", "step_role"], name="review_waiting"),
            models.Index(fields=["bureau", "subject_type", "subject_id"], name="review_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "subject_type", "subject_id", "chain"],
                condition=models.Q(status__in=["open", "waiting"]),
                name="review_one_open",
                violation_error_message="这件事正在审核中。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_label}的审核"


class ReviewDecisionQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ReviewDecisionQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(case__school_id=actor.school_id) if actor.is_school else rows.none()


class ReviewDecision(TenantModel):
    """审核意见. Who decided what at which step, when and why. Never changed."""

    class Decision(models.TextChoices):
        APPROVE = "approve", "同意"
        RETURN = "return", "退回"
        REJECT = "reject", "不同意"
        ASK = "ask", "要求补正"
        ANSWER = "answer", "已补正"

    append_only = True

    case = TenantForeignKey(ReviewCase, models.PROTECT, related_name="decisions")
    step = models.PositiveSmallIntegerField("步骤")
    role = models.CharField("岗位", max_length=32)
    decision = models.CharField("意见", max_length=8, choices=Decision)
    reason = models.TextField("理由", blank=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField("审核人", max_length=60)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = TenantManager.from_queryset(ReviewDecisionQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "审核意见"
        ordering = ["pk"]
        indexes = [models.Index(fields=["bureau", "case"], name="decision_case")]

    def __str__(self) -> str:
        return f"{self.by_name}：{self.get_decision_display()}"
