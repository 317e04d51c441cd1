from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantOneToOneField, TenantQuerySet
from audit.actors import Actor
from bureaus.terms.models import Term
from enrollment.admissions.events import AgreementAccepted, ApplicationWithdrawn, ExemptionAccepted, RoundClosed
from schools.pupils.models import Student


class RoundQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "RoundQuerySet":
        """The bureau, the school, and the guardians of children on the school's roll once the round is published."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        if actor.is_school:
            return rows.filter(school_id=actor.school_id)
        if actor.is_guardian:
            mine = Q(
                school__students__guardianships__guardian_id=actor.guardian_id, school__students__status="enrolled"
            )
            return rows.filter(mine).exclude(status=Round.Status.DRAFT).distinct()
        return rows.none()


class Round(TenantModel):
    """报名轮次. The time in which guardians of one school apply; opens only over an approved plan."""

    kind_code = "round"

    class Status(models.TextChoices):
        DRAFT = "draft", "未开放"
        OPEN = "open", "报名中"
        CLOSED = "closed", "已截止"

    TRANSITIONS = {
        Status.DRAFT: {Status.OPEN, Status.CLOSED},
        Status.OPEN: {Status.CLOSED},
        Status.CLOSED: {Status.OPEN},
    }
    NEWS = {
        Status.OPEN: "none, because families see an open round on their page",
        Status.CLOSED: RoundClosed,
    }

    class Mode(models.TextChoices):
        FIRST_COME = "first_come", "先到先得"

    status = models.CharField("状态", max_length=8, choices=Status, default=Status.DRAFT)
    school = TenantForeignKey("schools_register.School", models.PROTECT, related_name="rounds")
    term = TenantForeignKey("bureaus_terms.Term", models.PROTECT, related_name="rounds")
    plan = TenantForeignKey("schools_plans.ServicePlan", models.PROTECT, related_name="rounds")
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

    @property
    def is_in_force(self) -> bool:
        """Its plan was not withdrawn and its term is not over."""
        return self.plan.status == "approved" and self.term.status == "open"


class OfferingQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "OfferingQuerySet":
        return self.of(actor.bureau_id).filter(round__in=Round.objects.visible_to(actor))


class Offering(TenantModel):
    """可报项目. An activity offered in a round. `seats_left` is the only source for free seats; base care has none."""

    kind_code = "offering"

    round = TenantForeignKey(Round, models.CASCADE, related_name="offerings")
    activity = TenantForeignKey("schools_plans.Activity", models.PROTECT, related_name="offerings")
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


class ApplicationQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ApplicationQuerySet":
        """The child's school (a class teacher: their class) and the child's guardians."""
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            rows = rows.filter(round__school_id=actor.school_id)
            return rows.filter(student__school_class_id=actor.class_id) if actor.class_id else rows
        if actor.is_guardian:
            return rows.filter(student__guardianships__guardian_id=actor.guardian_id)
        return rows.none()

    def alive(self) -> "ApplicationQuerySet":
        """Under review, waiting for the agreement, or taking part."""
        return self.exclude(status__in=[Application.Status.REJECTED, Application.Status.WITHDRAWN])

    def alive_of(self, student: Student) -> "ApplicationQuerySet":
        """Those of one child that its leaving ends: alive, and of no term that is over. What was is history."""
        return self.alive().filter(student=student).exclude(round__term__status=Term.Status.CLOSED)


class Application(TenantModel):
    """报名申请. One child in one round; voluntary, and withdrawn as freely as it was made. What else ends it, says why."""

    kind_code = "application"

    class Status(models.TextChoices):
        SUBMITTED = "submitted", "审核中"
        ACCEPTED = "accepted", "待签协议"
        AGREED = "agreed", "已参加"
        REJECTED = "rejected", "未通过"
        WITHDRAWN = "withdrawn", "已退出"

    TRANSITIONS = {
        Status.SUBMITTED: {Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.AGREED, Status.WITHDRAWN},
        Status.AGREED: {Status.WITHDRAWN},
        Status.REJECTED: set(),
        Status.WITHDRAWN: set(),
    }
    NEWS = {
        Status.AGREED: AgreementAccepted,
        Status.REJECTED: "none, because nothing rests on an application before it is accepted; its places are released",
        Status.WITHDRAWN: ApplicationWithdrawn,
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.SUBMITTED)
    round = TenantForeignKey(Round, models.PROTECT, related_name="applications")
    student = TenantForeignKey("schools_pupils.Student", models.PROTECT, related_name="applications")
    guardian = TenantForeignKey("accounts.Guardian", models.PROTECT, related_name="applications")
    priority_group = models.SlugField("优先群体", max_length=40, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    submitted_at = models.DateTimeField("报名时间", auto_now_add=True)
    decided_at = models.DateTimeField("审核时间", null=True)
    decision_reason = models.CharField("审核意见", max_length=200, blank=True)
    takes_part_from = models.DateField(
        "参加起始日期", null=True, help_text="the day on which the agreement was accepted"
    )
    ended_at = models.DateTimeField("退出时间", null=True)
    ended_reason = models.CharField("终止原因", max_length=200, blank=True, help_text="empty: the family took it back")

    objects = TenantManager.from_queryset(ApplicationQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "报名申请"
        ordering = ["submitted_at"]
        indexes = [models.Index(fields=["bureau", "round", "status"], name="application_round_status")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "round", "student"],
                condition=~Q(status__in=["withdrawn", "rejected"]),
                name="application_once",
                violation_error_message="这个孩子本轮已经报名。",
            ),
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(takes_part_from__isnull=False), name="application_takes_part_from"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student}的报名"

    def get_absolute_url(self) -> str:
        return reverse("enrollment:show_application", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})


class PlaceQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "PlaceQuerySet":
        return self.of(actor.bureau_id).filter(application__in=Application.objects.visible_to(actor))

    def taken(self) -> "PlaceQuerySet":
        return self.filter(status=Place.Status.HELD)

    def taking_part_on(self, day: "date | F") -> "PlaceQuerySet":
        """Places of children that take part on a day: from their agreement on, until the place was given up."""
        not_over = Q(until_on__isnull=True) | Q(until_on__gte=day)
        return self.filter(not_over, application__takes_part_from__lte=day)


class Place(TenantModel):
    """名额. One seat (or base care without seats) that one application holds."""

    kind_code = "place"

    class Status(models.TextChoices):
        HELD = "held", "占用"
        RELEASED = "released", "已释放"

    TRANSITIONS = {Status.HELD: {Status.RELEASED}, Status.RELEASED: set()}
    NEWS = {Status.RELEASED: "none, because whoever releases it frees its seat; its application makes the news"}

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.HELD)
    application = TenantForeignKey(Application, models.CASCADE, related_name="places")
    offering = TenantForeignKey(Offering, models.PROTECT, related_name="places")
    until_on = models.DateField("占用至", null=True, help_text="the last day of a place that was released")

    objects = TenantManager.from_queryset(PlaceQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "名额"
        indexes = [models.Index(fields=["bureau", "offering", "status"], name="place_offering")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "application", "offering"],
                name="place_once",
                violation_error_message="同一个活动不能报两次。",
            ),
            models.CheckConstraint(
                condition=Q(status="held", until_on__isnull=True) | Q(status="released", until_on__isnull=False),
                name="place_released_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.offering}"


class ExemptionClaimQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ExemptionClaimQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            rows = rows.filter(student__school_id=actor.school_id)
            return rows.filter(student__school_class_id=actor.class_id) if actor.class_id else rows
        return rows.filter(student__guardianships__guardian_id=actor.guardian_id) if actor.is_guardian else rows.none()

    def accepted_on(self, day) -> "ExemptionClaimQuerySet":
        return self.filter(status=ExemptionClaim.Status.ACCEPTED, valid_from__lte=day, valid_to__gte=day)


class ExemptionClaim(TenantModel):
    """免收申请. A dated fact with evidence: this child belongs to a group whose fee is waived."""

    kind_code = "exemption_claim"

    class Status(models.TextChoices):
        SUBMITTED = "submitted", "审核中"
        ACCEPTED = "accepted", "已认定"
        REJECTED = "rejected", "未认定"

    TRANSITIONS = {
        Status.SUBMITTED: {Status.ACCEPTED, Status.REJECTED},
        Status.ACCEPTED: set(),
        Status.REJECTED: set(),
    }
    NEWS = {
        Status.ACCEPTED: ExemptionAccepted,
        Status.REJECTED: "none, because an undecided claim never lowered a charge",
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.SUBMITTED)
    student = TenantForeignKey("schools_pupils.Student", models.PROTECT, related_name="exemption_claims")
    application = TenantOneToOneField(Application, models.PROTECT, related_name="exemption_claim", null=True)
    category = models.SlugField("类别", max_length=40)
    category_name = models.CharField("类别名称", max_length=60)
    reduction_percent = models.PositiveSmallIntegerField("减免比例", default=100)
    evidence = TenantForeignKey("bureaus_documents.Attachment", models.PROTECT, related_name="+")
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("截止日期")
    clause = models.CharField("依据", max_length=300)
    submitted_at = models.DateTimeField("申请时间", auto_now_add=True)
    decided_at = models.DateTimeField("认定时间", null=True)
    decision_reason = models.CharField("认定意见", max_length=200, blank=True)

    objects = TenantManager.from_queryset(ExemptionClaimQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "免收申请"
        ordering = ["submitted_at"]
        indexes = [models.Index(fields=["bureau", "student", "status"], name="claim_student")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="claim_ends_after_start",
                violation_error_message="截止日期不能早于起始日期。",
            ),
            models.CheckConstraint(condition=Q(reduction_percent__lte=100), name="claim_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.student}的{self.category_name}免收申请"
