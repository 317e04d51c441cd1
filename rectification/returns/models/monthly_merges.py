from django.db import models
from django.db.models import Q
from django.urls import reverse

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from audit.roles import OVERSIGHT
from rectification.campaigns.models import Campaign


class MonthlyMergeQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "MonthlyMergeQuerySet":
        """The state of a month: inspector, officer, approver. Reading its clues takes a further permission."""
        rows = self.of(actor.bureau_id)
        return rows if actor.has_role(*OVERSIGHT) else rows.none()

    def of_month(self, campaign: Campaign, year: int, month: int) -> "MonthlyMergeQuerySet":
        return self.filter(campaign=campaign, year=year, month=month)


class MonthlyMerge(TenantModel):
    """月报汇总. The county's merged form of one month: frozen by the worker after the deadline."""

    kind_code = "county_return"

    class Status(models.TextChoices):
        COLLECTING = "collecting", "收集中"
        FROZEN = "frozen", "已汇总"
        FORWARDED = "forwarded", "已上报"

    TRANSITIONS = {
        Status.COLLECTING: {Status.FROZEN},
        Status.FROZEN: {Status.FORWARDED},
        Status.FORWARDED: set(),
    }
    NEWS = {
        Status.FORWARDED: "none, because nothing in this bureau rests on it; the form itself goes up outside the product until bureaus hand over to each other"
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.COLLECTING)
    campaign = TenantForeignKey(Campaign, models.PROTECT, related_name="merges")
    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    due_on = models.DateField("报送期限", help_text="the last day on which a school's form counts as in time")
    reminded_at = models.DateTimeField("最近催报", null=True)
    frozen_at = models.DateTimeField("汇总时间", null=True)
    school_count = models.PositiveIntegerField("应报学校", default=0)
    filed_count = models.PositiveIntegerField("已报学校", default=0)
    nil_count = models.PositiveIntegerField("零报告", default=0)
    late_count = models.PositiveIntegerField("逾期报送", default=0)
    clue_count = models.PositiveIntegerField("线索数", default=0)
    overdue = models.JSONField("逾期未报学校", default=list, help_text="[{id, code, name}] as of the freezing")
    forwarded_at = models.DateTimeField("上报时间", null=True)
    forwarded_by = models.CharField("上报人", max_length=60, blank=True)
    recipient = models.CharField("报送对象", max_length=80, blank=True)

    objects = TenantManager.from_queryset(MonthlyMergeQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "月报汇总"
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "campaign", "year", "month"], name="monthly_merge_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="monthly_merge_month"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月问题线索汇总"

    def get_absolute_url(self) -> str:
        return reverse("rectification:show_monthly_merge", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})

    @property
    def is_open(self) -> bool:
        """Whether schools may still file."""
        return self.status == self.Status.COLLECTING
