from django.db import models
from django.db.models import Q

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.clauses import Clause
from afterschool.values.vocabulary import AreaScope, Comparison, Measure
from audit.actors import Actor


class IndicatorQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "IndicatorQuerySet":
        rows = self.of(actor.bureau_id)
        return rows if actor.is_bureau or actor.is_school else rows.none()

    def current(self, on) -> "IndicatorQuerySet":
        return self.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on), introduced_on__lte=on)


class Indicator(TenantModel):
    """指标. A versioned definition: population, numerator, target, comparison, deadline and the clause behind them."""

    kind_code = "indicator"

    code = models.SlugField("代码", max_length=40)
    version = models.PositiveSmallIntegerField("版本", default=1)
    name = models.CharField("名称", max_length=80)
    measure = models.CharField("分子", max_length=30, choices=Measure)
    area = models.CharField("范围", max_length=8, choices=AreaScope, default=AreaScope.ALL)
    target_percent = models.DecimalField("目标（%）", max_digits=5, decimal_places=2, null=True)
    comparison = models.CharField("比较", max_length=10, choices=Comparison, default=Comparison.AT_LEAST)
    deadline_on = models.DateField("期限", null=True)
    source_title = models.CharField("文件", max_length=120, blank=True)
    source_number = models.CharField("文号", max_length=60, blank=True)
    source_article = models.CharField("条款", max_length=60, blank=True)
    introduced_on = models.DateField("启用日期")
    retired_on = models.DateField("停用日期", null=True, blank=True)

    objects = TenantManager.from_queryset(IndicatorQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bureau", "code", "version"], name="indicator_version_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def clause(self) -> Clause:
        return Clause(self.source_title, self.source_number, self.source_article)

    @property
    def clause_or_none(self) -> Clause | None:
        """None where no document sets a target."""
        return self.clause if self.source_title else None


class IndicatorSnapshotQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "IndicatorSnapshotQuerySet":
        rows = self.of(actor.bureau_id)
        return rows if actor.is_bureau else rows.none()

    def newest_of_each(self) -> "IndicatorSnapshotQuerySet":
        """The last version of each indicator, ordered by code."""
        return self.order_by("indicator__code", "-as_of", "-pk").distinct("indicator__code")


class IndicatorSnapshot(TenantModel):
    """指标快照. The value of an indicator on one day, declared and verified, with the schools behind it. Never changed."""

    kind_code = "indicator_snapshot"
    append_only = True

    indicator = TenantForeignKey(Indicator, models.PROTECT, related_name="snapshots")
    as_of = models.DateField("统计日期")
    declared_numerator = models.PositiveIntegerField("申报分子")
    verified_numerator = models.PositiveIntegerField("核实分子")
    denominator = models.PositiveIntegerField("分母")
    target_percent = models.DecimalField("目标（%）", max_digits=5, decimal_places=2, null=True)
    schools = models.JSONField("学校明细", help_text="each school with its counts and the evidence of each")
    window_from = models.DateField("核实窗口起")
    window_to = models.DateField("核实窗口止")
    taken_at = models.DateTimeField("生成时间", auto_now_add=True)
    reason = models.CharField("生成原因", max_length=20, default="nightly")

    objects = TenantManager.from_queryset(IndicatorSnapshotQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "指标快照"
        ordering = ["-as_of", "indicator", "-pk"]
        indexes = [models.Index(fields=["bureau", "indicator", "-as_of"], name="snapshot_newest")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.as_of}"
