from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.vocabulary import Area, Grade, SchoolStage
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
        return self.filter(area=Area.URBAN)


class School(TenantModel):
    """学校. A school of the compulsory stage; the implementing body of after-school service."""

    kind_code = "school"

    code = models.CharField("学校代码", max_length=20)
    name = models.CharField("校名", max_length=80)
    stage = models.CharField("学段", max_length=12, choices=SchoolStage)
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


class SchoolClassQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "SchoolClassQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()


class SchoolClass(TenantModel):
    """班级. A class of one school in one grade (1–9)."""

    kind_code = "school_class"

    school = TenantForeignKey(School, models.PROTECT, related_name="classes")
    grade = models.PositiveSmallIntegerField("年级")
    number = models.PositiveSmallIntegerField("班号")

    objects = TenantManager.from_queryset(SchoolClassQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "班级"
        ordering = ["grade", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "school", "grade", "number"],
                name="class_once",
                violation_error_message="这个班级已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(grade__gte=1, grade__lte=9),
                name="class_grade_compulsory",
                violation_error_message="年级应在一至九年级之间。",
            ),
        ]

    def __str__(self) -> str:
        return f"{Grade(self.grade).label}{self.number}班"
