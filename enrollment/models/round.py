from django.db import models
from django.db.models import F, Q

from afterschool.tenancy import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor


class RoundQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "RoundQuerySet":
        """The bureau, the school, and the guardians of the school's children once the round is published."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        if actor.is_school:
            return rows.filter(school_id=actor.school_id)
        if actor.is_guardian:
            mine = Q(school__students__guardianships__guardian_id=actor.guardian_id)
            return rows.filter(mine).exclude(status=Round.Status.DRAFT).distinct()
        return rows.none()


class Round(TenantModel):
    """报名轮次. The time in which guardians of one school apply; opens only over an approved plan."""

    class Status(models.TextChoices):
        DRAFT = "draft", "未开放"
        OPEN = "open", "报名中"
        CLOSED = "closed", "已截止"

    TRANSITIONS = {Status.DRAFT: {Status.OPEN}, Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}

    class Mode(models.TextChoices):
        FIRST_COME = "first_come", "先到先得"

    status = models.CharField("状态", max_length=8, choices=Status, default=Status.DRAFT)
    school = TenantForeignKey("schools.School", models.PROTECT, related_name="rounds")
    term = TenantForeignKey("bureaus.Term", models.PROTECT, related_name="rounds")
    plan = TenantForeignKey("schools.ServicePlan", models.PROTECT, related_name="rounds")
    mode = models.CharField("录取方式", max_length=12, choices=Mode, default=Mode.FIRST_COME)
    opens_at = models.DateTimeField("开放时间")
    closes_at = models.DateTimeField("截止时间")
    clubs_per_student = models.PositiveSmallIntegerField("每人最多社团数", default=2)

    objects = TenantManager.from_queryset(RoundQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "报名轮次"
        ordering = ["-opens_at"]
        indexes = [models.Index(fields=["bureau", "school", "term"], name="round_school_term")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_opening",
                violation_error_message="截止时间要晚于开放时间。",
            ),
            models.UniqueConstraint(
                fields=["bureau", "plan"], name="round_once_a_plan", violation_error_message="这个方案已经设置报名。"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}{self.term}报名"


class OfferingQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "OfferingQuerySet":
        return self.of(actor.bureau_id).filter(round__in=Round.objects.visible_to(actor))


class Offering(TenantModel):
    """可报项目. An activity as it is offered in a round. `seats_left` is the only truth about seats; base care has none."""

    round = TenantForeignKey(Round, models.CASCADE, related_name="offerings")
    activity = TenantForeignKey("schools.Activity", models.PROTECT, related_name="offerings")
    capacity = models.PositiveIntegerField("人数上限", null=True)
    seats_left = models.IntegerField("剩余名额", null=True)
    is_cancelled = models.BooleanField("停开", default=False)

    objects = TenantManager.from_queryset(OfferingQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "可报项目"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "round", "activity"], name="offering_once"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True, seats_left__isnull=True)
                | Q(seats_left__gte=0, seats_left__lte=F("capacity")),
                name="offering_never_oversold",
                violation_error_message="名额已满。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)

    @property
    def is_full(self) -> bool:
        return self.seats_left is not None and self.seats_left <= 0
