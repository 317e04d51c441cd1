from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from bureaus.policies.kinds import ReviewStep, ReviewSubject


class ReviewCaseQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ReviewCaseQuerySet":
        """The bureau sees every review; a school those about its own matters; a guardian what they filed."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        if actor.is_guardian:
            return rows.filter(guardian_ref=actor.guardian_id)
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()

    def about(self, subject: TenantModel) -> "ReviewCaseQuerySet":
        """The reviews of one subject, the newest first."""
        rows = self.of(subject.bureau_id).filter(subject_kind=subject.kind_code, subject_id=subject.pk)
        return rows.order_by("-pk")

    def under_review(self) -> "ReviewCaseQuerySet":
        return self.filter(status__in=[ReviewCase.Status.OPEN, ReviewCase.Status.WAITING])

    def overdue(self, today: date) -> "ReviewCaseQuerySet":
        """Cases past their due day. A case that waits for a correction has none."""
        return self.filter(status=ReviewCase.Status.OPEN, due_on__lt=today)

    def at_step_of(self, actor: Actor) -> "ReviewCaseQuerySet":
        """Cases whose present step this person's role, or the role that may stand in for it, decides."""
        mine = Q(step_role=actor.role) | Q(step_delegate=actor.role)
        whole_school = Q(school_id=actor.school_id)
        if actor.class_id is None:
            place = whole_school & ~Q(step_scope="class", class_id__isnull=False)
        else:
            place = whole_school & Q(step_scope="class") & (Q(class_id=actor.class_id) | Q(class_id__isnull=True))
        if actor.is_bureau:
            place = Q(step_scope="bureau")
        elif not actor.is_school:
            return self.none()
        return self.filter(mine, place, status=ReviewCase.Status.OPEN)


class ReviewCase(TenantModel):
    """审核. One subject on its way through a review chain; the chain is frozen from policy when the case opens."""

    kind_code = "review_case"

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
    NEWS = {
        Status.OPEN: "none, because the case lies again in the inbox of those who decide its step",
        Status.WAITING: "none, because whoever filed the matter reads on its page what is to be corrected",
        Status.APPROVED: "none, because the service that asked for the decision moves the subject by its outcome",
        Status.RETURNED: "none, because the service that asked for the decision moves the subject by its outcome",
        Status.REJECTED: "none, because the service that asked for the decision moves the subject by its outcome",
        Status.CANCELLED: "none, because whoever takes a matter back moves its subject in the same service",
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.OPEN)
    chain = models.SlugField("审核链", max_length=40)
    steps = models.JSONField("步骤", help_text="review chain as it stood when the case opened")
    step = models.PositiveSmallIntegerField("当前步骤", default=0)
    step_role = models.CharField("当前岗位", max_length=32)
    step_delegate = models.CharField("可代办岗位", max_length=32, blank=True)
    step_scope = models.CharField("当前范围", max_length=8, default="school")
    voters = models.JSONField("本步已同意", default=list, help_text="ids of the people who agreed at this step")
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_id = models.BigIntegerField("对象编号")
    subject_label = models.CharField("对象", max_length=200)
    subject_path = models.CharField("对象页面", max_length=200, blank=True)
    school_id = models.BigIntegerField("学校编号", null=True)
    class_id = models.BigIntegerField("班级编号", null=True)
    clause = models.CharField("流程出处", max_length=300, blank=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    guardian_ref = models.BigIntegerField("送审家长编号", null=True)
    opened_at = models.DateTimeField("送审时间", auto_now_add=True)
    due_on = models.DateField("本步期限", null=True)
    waiting_since = models.DateField("待补正起", null=True, help_text="the clock stands still from this day on")
    closed_at = models.DateTimeField("办结时间", null=True)

    objects = TenantManager.from_queryset(ReviewCaseQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "审核"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["bureau", "status", "step_role"], name="review_waiting"),
            models.Index(fields=["bureau", "subject_kind", "subject_id"], name="review_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "subject_kind", "subject_id", "chain"],
                condition=models.Q(status__in=["open", "waiting"]),
                name="review_one_open",
                violation_error_message="这件事正在审核中。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_label}的{self.subject.label}"

    @property
    def subject(self) -> ReviewSubject:
        return ReviewSubject(self.chain)

    @cached_property
    def chain_steps(self) -> tuple[ReviewStep, ...]:
        """The steps as they stood in policy when the case opened."""
        return tuple(ReviewStep.from_mapping(step) for step in self.steps)

    @property
    def current_step(self) -> ReviewStep:
        return self.chain_steps[self.step]

    @property
    def is_last_step(self) -> bool:
        return self.step == len(self.steps) - 1


class ReviewDecisionQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ReviewDecisionQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(case__school_id=actor.school_id) if actor.is_school else rows.none()


class ReviewDecision(TenantModel):
    """审核意见. One person's decision at one step, with time and reason. Never changed."""

    kind_code = "review_decision"

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
