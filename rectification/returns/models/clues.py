from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.crypto import EncryptedTextField
from audit.actors import Actor
from audit.roles import HEADS, Role
from rectification.campaigns.models import Campaign


class ClueReportQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ClueReportQuerySet":
        """The stationed discipline team sees what was filed; a school's administrator and principal see their own."""
        rows = self.of(actor.bureau_id)
        if actor.has_role(Role.INSPECTOR):
            return rows
        return rows.filter(school_id=actor.school_id) if actor.has_role(*HEADS) else rows.none()

    def of_month(self, campaign: Campaign, year: int, month: int) -> "ClueReportQuerySet":
        return self.filter(campaign=campaign, year=year, month=month)

    def handed_in(self) -> "ClueReportQuerySet":
        return self.filter(status__in=(ClueReport.Status.FILED, ClueReport.Status.FROZEN))


class ClueReport(TenantModel):
    """问题线索月报. One school's form for one month; a nil return is a report too."""

    kind_code = "clue_report"

    class Status(models.TextChoices):
        DRAFT = "draft", "填报中"
        FILED = "filed", "已报送"
        FROZEN = "frozen", "已定稿"

    TRANSITIONS = {Status.DRAFT: {Status.FILED}, Status.FILED: {Status.DRAFT, Status.FROZEN}, Status.FROZEN: set()}
    NEWS = {
        Status.DRAFT: "none, because nothing rests on a report before its month is merged",
        Status.FILED: "none, because the board of the month counts what is filed when it is asked",
        Status.FROZEN: "none, because the merging that freezes it orders the month's documents",
    }

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    campaign = TenantForeignKey(Campaign, models.PROTECT, related_name="clue_reports")
    school = TenantForeignKey("schools_register.School", models.PROTECT, related_name="clue_reports")
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    is_nil = models.BooleanField("零报告", default=False)
    due_on = models.DateField("报送期限", help_text="the last day that counts as in time")
    filed_at = models.DateTimeField("报送时间", null=True)
    filed_by = models.CharField("填报人", max_length=60, blank=True)
    is_late = models.BooleanField("逾期报送", default=False)
    frozen_at = models.DateTimeField("定稿时间", null=True)

    objects = TenantManager.from_queryset(ClueReportQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "问题线索月报"
        ordering = ["-year", "-month", "school__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "campaign", "school", "year", "month"],
                name="clue_report_once",
                violation_error_message="本校本月已经有月报。",
            ),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="clue_report_month"),
        ]

    def __str__(self) -> str:
        return f"{self.school}{self.year}年{self.month}月问题线索登记表"

    def get_absolute_url(self) -> str:
        return reverse("rectification:show_clue_report", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})

    @property
    def is_open(self) -> bool:
        """Whether clues may still be added."""
        return self.status == self.Status.DRAFT


class ClueQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ClueQuerySet":
        """Very few: the stationed discipline team, once filed, and the school's administrator and principal."""
        rows = self.of(actor.bureau_id)
        if actor.has_role(Role.INSPECTOR):
            return rows.exclude(number="")
        return rows.filter(report__school_id=actor.school_id) if actor.has_role(*HEADS) else rows.none()

    def without_substance(self) -> "ClueQuerySet":
        """For lists: leaves the sealed fields unread in the database."""
        return self.defer("subject_name", "subject_post", "summary", "progress")


class Clue(TenantModel):
    """问题线索. One clue, found this year and within discipline business. Its substance is stored encrypted."""

    kind_code = "clue"

    class Source(models.TextChoices):
        PETITION = "petition", "信访举报"
        ASSIGNED = "assigned", "上级交办"
        TRANSFERRED = "transferred", "其他单位移交"
        INSPECTION = "inspection", "监督检查中发现"
        AUDIT = "audit", "审计中发现"
        PUBLIC_TOPIC = "public_topic", "群众点题留言"
        OTHER = "other", "其他"

    class Handling(models.TextChoices):
        SELF_HANDLED = "self_handled", "自办"
        TRANSFERRED = "transferred", "转办"
        ASSIGNED = "assigned", "交办"
        SUPERVISED = "supervised", "督办"
        ASSISTED = "assisted", "协办"

    class Category(models.TextChoices):
        UNAUTHORIZED_CHARGE = "unauthorized_charge", "违规收费"
        MISAPPROPRIATION = "misappropriation", "截留挪用挤占经费"
        ALLOWANCE = "allowance", "违规发放补助"
        PROVIDER_SELECTION = "provider_selection", "第三方机构遴选"
        FORCED_PARTICIPATION = "forced_participation", "强制或变相强制参加"
        COLLECTIVE_TUTORING = "collective_tutoring", "集体补课、讲授新课"
        FORMALISM = "formalism", "形式主义、官僚主义"
        FALSE_RECTIFICATION = "false_rectification", "虚假整改、表面整改"
        OTHER = "other", "其他"

    class Disposition(models.TextChoices):
        TALK_OR_LETTER_INQUIRY = "talk_or_letter_inquiry", "谈话函询"
        PRELIMINARY_VERIFICATION = "preliminary_verification", "初步核实"
        HELD_PENDING = "held_pending", "暂存待查"
        CLOSED_NO_ACTION = "closed_no_action", "予以了结"

    report = TenantForeignKey(ClueReport, models.CASCADE, related_name="clues")
    number = models.CharField("线索编号", max_length=30, blank=True, help_text="given when the report is first filed")
    source = models.CharField("线索来源", max_length=16, choices=Source)
    found_on = models.DateField("发现时间")
    subject_name = EncryptedTextField("被反映人（单位）", purpose="clue")
    subject_post = EncryptedTextField("单位及职务", purpose="clue", blank=True)
    is_supervised_person = models.BooleanField("党员或监察对象", default=True)
    category = models.CharField("问题类别", max_length=24, choices=Category)
    summary = EncryptedTextField("反映的主要问题", purpose="clue")
    amount = models.DecimalField("涉及金额（元）", max_digits=12, decimal_places=2, null=True, blank=True)
    is_discipline_business = models.BooleanField("属于纪检监察业务")
    handling = models.CharField("办理方式", max_length=16, choices=Handling)
    handler = models.CharField("承办单位", max_length=80)
    progress = EncryptedTextField("办理进展", purpose="clue", blank=True)
    disposition = models.CharField("处置方式", max_length=24, choices=Disposition, blank=True)
    concluded_on = models.DateField("办结时间", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = TenantManager.from_queryset(ClueQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "问题线索"
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["bureau", "report"], name="clue_report")]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "number"], condition=~Q(number=""), name="clue_number_once"),
            models.CheckConstraint(
                condition=Q(is_discipline_business=True),
                name="clue_within_discipline",
                violation_error_message="只填报属于纪检监察业务的问题线索。",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="clue_amount_not_negative",
                violation_error_message="涉及金额不能为负数。",
            ),
            models.CheckConstraint(
                condition=Q(concluded_on__isnull=True) | Q(concluded_on__gte=F("found_on")),
                name="clue_concluded_after_found",
                violation_error_message="办结时间不能早于发现时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"线索 {self.number}" if self.number else "未报送的线索"

    def get_absolute_url(self) -> str:
        return reverse("rectification:show_clue", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})
