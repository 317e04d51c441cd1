from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy import TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor


class SchoolQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "SchoolQuerySet":
        """The bureau sees all its schools, a school itself, a guardian the schools of their children."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau or actor.is_system:
            return rows
        if actor.is_school:
            return rows.filter(pk=actor.school_id)
        if actor.is_guardian:
            return rows.filter(students__guardianships__guardian_id=actor.guardian_id).distinct()
        return rows.none()

    def open_on(self, day) -> "SchoolQuerySet":
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)

    def urban(self) -> "SchoolQuerySet":
        return self.filter(area=School.Area.URBAN)


class School(TenantModel):
    """学校. A school of the compulsory stage; the implementing body of after-school service."""

    class Stage(models.TextChoices):
        PRIMARY = "primary", "小学"
        JUNIOR = "junior", "初中"
        NINE_YEAR = "nine_year", "九年一贯制"

    class Area(models.TextChoices):
        URBAN = "urban", "城区"
        TOWNSHIP = "township", "乡镇"

    code = models.CharField("学校代码", max_length=20)
    name = models.CharField("校名", max_length=80)
    stage = models.CharField("学段", max_length=12, choices=Stage)
    area = models.CharField("城乡", max_length=12, choices=Area)
    is_boarding = models.BooleanField("寄宿制", default=False)
    has_canteen = models.BooleanField("有食堂", default=False)
    bank_account = models.CharField("学校账户", max_length=40, blank=True)
    opened_on = models.DateField("建校日期", default="2000-01-01")
    closed_on = models.DateField("撤并日期", null=True, blank=True)

    objects = TenantManager.from_queryset(SchoolQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "学校"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "code"], name="school_code_once", violation_error_message="学校代码已经登记。"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gt=F("opened_on")),
                name="school_closes_after_opening",
                violation_error_message="撤并日期要晚于建校日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("schools:show_school", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})
