from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q

from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
from afterschool.values.ranges import DateRange
from afterschool.values.vocabulary import TermSeason
from audit.actors import Actor
from bureaus.terms.events import TermClosed


class TermQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "TermQuerySet":
        return self.of(actor.bureau_id)

    def running(self, today: date) -> "TermQuerySet":
        """The open term that holds the day: one or none, for terms do not overlap."""
        return self.filter(status=Term.Status.OPEN, starts_on__lte=today, ends_on__gte=today)

    def begun(self, day: date) -> "Term | None":
        """The term that had begun last on a day, also after its end: what figures of that day are taken from."""
        return self.exclude(status=Term.Status.DRAFT).filter(starts_on__lte=day).order_by("-starts_on").first()

    def nearest_open(self, today: date) -> "Term | None":
        """The running term, else the next open one: what there is to do is done for it."""
        coming = self.filter(status=Term.Status.OPEN, starts_on__gt=today)
        return self.running(today).first() or coming.order_by("starts_on").first()

    def nearest(self, today: date) -> "Term | None":
        """The running term, else the next open one, else the last that began: what a page shows unless another is named."""
        return self.nearest_open(today) or self.begun(today)


class Term(TenantModel):
    """学期. The frame of plans, enrollment, charges and figures."""

    kind_code = "term"

    class Status(models.TextChoices):
        DRAFT = "draft", "未启用"
        OPEN = "open", "进行中"
        CLOSED = "closed", "已结束"

    TRANSITIONS = {Status.DRAFT: {Status.OPEN}, Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}
    NEWS = {
        Status.OPEN: "none, because whatever asks for an open term finds it from now on; nothing begins by itself",
        Status.CLOSED: TermClosed,
    }

    status = models.CharField("状态", max_length=8, choices=Status, default=Status.DRAFT)
    year = models.PositiveSmallIntegerField("学年起始年")
    season = models.CharField("学期", max_length=8, choices=TermSeason)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")

    objects = TenantManager.from_queryset(TermQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "学期"
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "year", "season"], name="term_once", violation_error_message="这个学期已经建立。"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="term_ends_after_start",
                violation_error_message="结束日期要晚于开始日期。",
            ),
            ExclusionConstraint(
                name="term_no_overlap",
                expressions=[
                    ("bureau", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="与另一个学期的日期重叠。",
            ),
        ]

    def rules_on(self, today: date) -> date:
        """The day whose policies apply to this term: today, or the term's nearest day where today is outside it."""
        return min(max(today, self.starts_on), self.ends_on)

    def __str__(self) -> str:
        shown_year = self.year if self.season == TermSeason.AUTUMN else self.year + 1
        return f"{shown_year}年{self.get_season_display()}学期"


class Holiday(models.Model):
    """节假日. A national day off, or a weekend day that is worked in exchange (调休)."""

    table_class = "reference"

    day = models.DateField("日期", unique=True)
    name = models.CharField("名称", max_length=30)
    is_workday = models.BooleanField("调休上班", default=False)
    follows_weekday = models.PositiveSmallIntegerField("上周几的课", null=True, blank=True)
    source = models.CharField("来源", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarDayQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "CalendarDayQuerySet":
        return self.of(actor.bureau_id)


class CalendarDay(TenantModel):
    """校历调整. A day on which this bureau departs from the national calendar."""

    kind_code = "calendar_day"

    day = models.DateField("日期")
    is_school_day = models.BooleanField("上课")
    reason = models.CharField("原因", max_length=100)
    follows_weekday = models.PositiveSmallIntegerField("上周几的课", null=True, blank=True)

    objects = TenantManager.from_queryset(CalendarDayQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "校历调整"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "day"], name="calendar_day_once", violation_error_message="这一天已经调整过。"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {'上课' if self.is_school_day else '不上课'}（{self.reason}）"
