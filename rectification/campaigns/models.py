from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
from afterschool.values.clauses import Clause
from audit.actors import Actor


class CampaignQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "CampaignQuerySet":
        rows = self.of(actor.bureau_id)
        return rows if actor.is_bureau or actor.is_school or actor.is_system else rows.none()

    def running(self, day) -> "CampaignQuerySet":
        return self.filter(status=Campaign.Status.RUNNING, starts_on__lte=day, ends_on__gte=day)


class Campaign(TenantModel):
    """专项（点题整治）. A yearly project with its own targets, milestones and monthly reports."""

    kind_code = "campaign"

    class Status(models.TextChoices):
        DRAFT = "draft", "未启动"
        RUNNING = "running", "进行中"
        CONTINUED = "continued", "深化推进"
        CLOSED = "closed", "结题完成"

    TRANSITIONS = {
        Status.DRAFT: {Status.RUNNING},
        Status.RUNNING: {Status.CONTINUED, Status.CLOSED},
        Status.CONTINUED: set(),
        Status.CLOSED: set(),
    }
    NEWS = {
        Status.CONTINUED: "none, because returns ask at each act whether the campaign runs, and no month may be open",
        Status.CLOSED: "none, because returns ask at each act whether the campaign runs, and no month may be open",
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.DRAFT)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=120)
    form_title = models.CharField("登记表标题", max_length=120)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    source_title = models.CharField("文件", max_length=120, blank=True)
    source_number = models.CharField("文号", max_length=60, blank=True)

    objects = TenantManager.from_queryset(CampaignQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "专项"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "year", "title"], name="campaign_once", violation_error_message="这个专项已经建立。"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="campaign_ends_after_start",
                violation_error_message="结束日期要晚于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("rectification:show_campaign", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})

    @property
    def clause(self) -> Clause | None:
        """The document on which the campaign rests."""
        return Clause(self.source_title, self.source_number) if self.source_title else None
