from collections.abc import Collection
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.ranges import GradeRange, MinuteRange, Minutes
from afterschool.values.vocabulary import (
    WEEKLY_SERVICES,
    ActivityCategory,
    CollectionChannel,
    FeeUnit,
    ServiceKind,
    Weekday,
    days_label,
    grades_label,
)
from audit.actors import Actor
from bureaus.terms.models import Term
from providers.register.models import Provider
from schools.plans.events import PlanWithdrawn
from schools.register.models import School
from schools.staff.models import Staff


class ServicePlanQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ServicePlanQuerySet":
        """The bureau sees what was submitted, a school its own, guardians what was approved at their children's schools.

        What was approved is published: whoever is not signed in sees it too.
        """
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows.exclude(status=ServicePlan.Status.DRAFT)
        if actor.is_school:
            return rows.filter(school_id=actor.school_id)
        if not actor.is_authenticated:
            return rows.approved()
        if actor.is_guardian:
            rows = rows.filter(school__students__guardianships__guardian_id=actor.guardian_id)
            return rows.filter(status=ServicePlan.Status.APPROVED).distinct()
        return rows.none()

    def approved(self) -> "ServicePlanQuerySet":
        return self.filter(status=ServicePlan.Status.APPROVED)


class ServicePlan(TenantModel):
    """课后服务方案（一校一案）. What one school offers in one term; nothing starts before it is approved."""

    kind_code = "service_plan"

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "待审批"
        RETURNED = "returned", "已退回"
        APPROVED = "approved", "已备案"
        WITHDRAWN = "withdrawn", "已撤销"

    TRANSITIONS = {
        Status.DRAFT: {Status.SUBMITTED},
        Status.SUBMITTED: {Status.RETURNED, Status.APPROVED},
        Status.RETURNED: {Status.SUBMITTED},
        Status.APPROVED: {Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }
    NEWS = {
        Status.SUBMITTED: "none, because the review case opened with it lies in the inbox of those who decide",
        Status.RETURNED: "none, because nothing rests on a plan before its approval; the school reads it in its inbox",
        Status.WITHDRAWN: PlanWithdrawn,
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.DRAFT)
    school = TenantForeignKey(School, models.PROTECT, related_name="plans")
    term = TenantForeignKey("bureaus_terms.Term", models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField("版本", default=1)
    survey_summary = models.TextField("摸底情况", blank=True)
    organization = models.TextField("组织领导与人员安排", blank=True)
    management_rules = models.TextField("管理制度", blank=True)
    safety_measures = models.TextField("安全防范措施", blank=True)
    emergency_plan = models.TextField("应急预案", blank=True)
    risk_assessment = models.TextField("风险评估", blank=True)
    insurance = models.CharField("校方责任险", max_length=100, blank=True)
    exercise_minutes = models.PositiveSmallIntegerField("每日体育锻炼分钟", null=True, blank=True)
    lesson_minutes = models.PositiveSmallIntegerField("每课时分钟", default=40)
    fee_amount = models.DecimalField("收费标准", max_digits=8, decimal_places=2, null=True, blank=True)
    fee_unit = models.CharField("计费单位", max_length=8, choices=FeeUnit, blank=True)
    fee_document = models.CharField("收费依据文号", max_length=100, blank=True)
    collection_channel = models.CharField(
        "收费渠道", max_length=24, choices=CollectionChannel, default=CollectionChannel.SCHOOL_ACCOUNT
    )
    submitted_at = models.DateTimeField("报送时间", null=True, blank=True)
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)
    returned_reason = models.TextField("退回理由", blank=True)

    objects = TenantManager.from_queryset(ServicePlanQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "课后服务方案"
        ordering = ["-term__starts_on", "school__code"]
        indexes = [models.Index(fields=["bureau", "term", "status"], name="plan_term_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "school", "term"],
                condition=~Q(status="withdrawn"),
                name="plan_once_a_term",
                violation_error_message="本校本学期已有方案。",
            ),
            models.CheckConstraint(
                condition=Q(fee_amount__isnull=True) | Q(fee_amount__gte=0),
                name="plan_fee_not_negative",
                violation_error_message="收费标准不能是负数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}{self.term}课后服务方案"

    def get_absolute_url(self) -> str:
        return reverse("schools:show_plan", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})

    @property
    def is_editable(self) -> bool:
        return self.status in {self.Status.DRAFT, self.Status.RETURNED}

    @property
    def price_unit(self) -> str:
        """元/生·学期; empty while the plan names no unit."""
        return FeeUnit(self.fee_unit).price if self.fee_unit else ""


class PlanPartQuerySet(TenantQuerySet):
    """Parts of a plan are seen by whoever sees the plan."""

    def visible_to(self, actor: Actor) -> Self:
        return self.of(actor.bureau_id).filter(plan__in=ServicePlan.objects.visible_to(actor))


class ActivityQuerySet(PlanPartQuerySet):
    def in_force(self) -> "ActivityQuerySet":
        """Of approved plans of a running term."""
        return self.filter(plan__status=ServicePlan.Status.APPROVED, plan__term__status=Term.Status.OPEN)

    def out_of_service(self, kept_out: Collection[str]) -> "ActivityQuerySet":
        """Those whose institution may not serve; `kept_out` are the credit codes of the blacklist."""
        out = Q(provider__status__in=Provider.OUT_OF_SERVICE) | Q(provider__credit_code__in=kept_out)
        return self.filter(out, provider__isnull=False)


class TimeSlot(TenantModel):
    """服务时段. When the service runs on one weekday."""

    kind_code = "time_slot"

    plan = TenantForeignKey(ServicePlan, models.CASCADE, related_name="slots")
    service = models.CharField("服务类型", max_length=16, choices=WEEKLY_SERVICES, default=ServiceKind.AFTER_SCHOOL)
    weekday = models.PositiveSmallIntegerField("星期", choices=Weekday)
    starts_at = models.TimeField("开始")
    ends_at = models.TimeField("结束")
    grade_from = models.PositiveSmallIntegerField("最低年级", default=1)
    grade_to = models.PositiveSmallIntegerField("最高年级", default=9)

    objects = TenantManager.from_queryset(PlanPartQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "服务时段"
        ordering = ["weekday", "starts_at"]
        indexes = [models.Index(fields=["bureau", "plan"], name="slot_plan")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="slot_ends_after_start",
                violation_error_message="结束时间要晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(grade_from__gte=1, grade_to__lte=9, grade_to__gte=F("grade_from")),
                name="slot_grades",
                violation_error_message="年级范围应在一至九年级之间，且由低到高。",
            ),
            ExclusionConstraint(
                name="slot_no_overlap",
                expressions=[
                    ("bureau", RangeOperators.EQUAL),
                    ("plan", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (MinuteRange(Minutes("starts_at"), Minutes("ends_at")), RangeOperators.OVERLAPS),
                    (GradeRange("grade_from", "grade_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="与同一天的另一个时段重叠。",
            ),
        ]

    def __str__(self) -> str:
        hours = f"{self.get_weekday_display()} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"
        return f"{hours} {self.get_service_display()}（{self.grades_label}）"

    @property
    def grades_label(self) -> str:
        return grades_label(self.grade_from, self.grade_to)


class Activity(TenantModel):
    """活动. One line of the plan's menu: base care for everybody, or a club with a capacity."""

    kind_code = "activity"

    class Kind(models.TextChoices):
        BASE_CARE = "base_care", "基础看护"
        CLUB = "club", "社团"

    plan = TenantForeignKey(ServicePlan, models.CASCADE, related_name="activities")
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("性质", max_length=12, choices=Kind)
    category = models.CharField("类别", max_length=30, choices=ActivityCategory)
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), verbose_name="星期")
    starts_at = models.TimeField("开始")
    ends_at = models.TimeField("结束")
    grade_from = models.PositiveSmallIntegerField("最低年级", default=1)
    grade_to = models.PositiveSmallIntegerField("最高年级", default=9)
    capacity = models.PositiveSmallIntegerField("人数上限", null=True, blank=True)
    venue = models.CharField("场地", max_length=60, blank=True)
    teacher = TenantForeignKey(Staff, models.PROTECT, related_name="activities", verbose_name="任课教师")
    provider = TenantForeignKey(
        Provider,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="第三方机构",
    )
    content = models.TextField("内容", blank=True)

    objects = TenantManager.from_queryset(ActivityQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["kind", "category", "pk"]
        indexes = [models.Index(fields=["bureau", "category"], name="activity_category")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "plan", "name"],
                name="activity_name_once",
                violation_error_message="方案里已有同名活动。",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="activity_ends_after_start",
                violation_error_message="结束时间要晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(grade_from__gte=1, grade_to__lte=9, grade_to__gte=F("grade_from")),
                name="activity_grades",
                violation_error_message="年级范围应在一至九年级之间，且由低到高。",
            ),
            models.CheckConstraint(
                condition=Q(kind="base_care", capacity__isnull=True) | Q(kind="club", capacity__gt=0),
                name="activity_capacity",
                violation_error_message="社团要写人数上限；基础看护不限人数，不得拒绝学生。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def grades_label(self) -> str:
        return grades_label(self.grade_from, self.grade_to)

    @property
    def days_label(self) -> str:
        return days_label(self.weekdays)


class PlanAttachment(TenantModel):
    """方案附件. A file that belongs to a plan: insurance policy, parents' letter, safety rules."""

    kind_code = "plan_attachment"

    plan = TenantForeignKey(ServicePlan, models.CASCADE, related_name="attachments")
    attachment = TenantForeignKey("bureaus_documents.Attachment", models.PROTECT, related_name="+")

    objects = TenantManager.from_queryset(PlanPartQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "方案附件"
        constraints = [models.UniqueConstraint(fields=["bureau", "plan", "attachment"], name="plan_attachment_once")]

    def __str__(self) -> str:
        return str(self.attachment)


class PlanVersion(TenantModel):
    """方案版本. The plan as it was submitted, word for word: what the officer compares and the document is made from."""

    kind_code = "plan_version"
    append_only = True

    plan = TenantForeignKey(ServicePlan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("版本")
    content = models.JSONField("内容")
    submitted_at = models.DateTimeField("报送时间", auto_now_add=True)
    submitted_by = models.CharField("报送人", max_length=60)

    objects = TenantManager.from_queryset(PlanPartQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "方案版本"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["bureau", "plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan}第 {self.number} 版"
