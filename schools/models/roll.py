from django.db import models
from django.db.models import Q

from accounts.roles import Role
from afterschool.crypto import EncryptedTextField
from afterschool.identity import mask_number
from afterschool.tenancy import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor

from .school import School


class SchoolClassQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "SchoolClassQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()


class SchoolClass(TenantModel):
    """班级. A class of one school in one grade (1–9)."""

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
        return f"{'一二三四五六七八九'[self.grade - 1]}年级{self.number}班"


class StudentQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "StudentQuerySet":
        """Children's data: their school, their class teacher, their guardians. Nobody in the bureau by default."""
        rows = self.of(actor.bureau_id)
        if actor.has_role(Role.COMMITTEE_MEMBER):
            return rows.none()
        if actor.is_school:
            rows = rows.filter(school_id=actor.school_id)
            return rows.filter(school_class_id=actor.class_id) if actor.class_id else rows
        return rows.filter(guardianships__guardian_id=actor.guardian_id) if actor.is_guardian else rows.none()

    def enrolled(self) -> "StudentQuerySet":
        return self.filter(status=Student.Status.ENROLLED)


class Student(TenantModel):
    """学生. A child on the roll of a school."""

    class Status(models.TextChoices):
        ENROLLED = "enrolled", "在校"
        LEFT = "left", "离校"

    class Gender(models.TextChoices):
        MALE = "male", "男"
        FEMALE = "female", "女"

    TRANSITIONS = {Status.ENROLLED: {Status.LEFT}, Status.LEFT: {Status.ENROLLED}}

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.ENROLLED)
    school = TenantForeignKey(School, models.PROTECT, related_name="students")
    school_class = TenantForeignKey(SchoolClass, models.PROTECT, related_name="students")
    name = models.CharField("姓名", max_length=60)
    name_initials = models.CharField("拼音首字母", max_length=30, blank=True)
    gender = models.CharField("性别", max_length=8, choices=Gender, blank=True)
    student_number = models.CharField("学号", max_length=30)
    id_number = EncryptedTextField("身份证件号", purpose="id_number", blank=True)
    id_number_index = models.CharField("证件号索引", max_length=64, blank=True, editable=False)

    objects = TenantManager.from_queryset(StudentQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "学生"
        ordering = ["school_class__grade", "school_class__number", "student_number"]
        indexes = [models.Index(fields=["bureau", "school", "name_initials"], name="student_initials")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "school", "student_number"],
                name="student_number_once",
                violation_error_message="学号已经登记。",
            ),
            models.UniqueConstraint(
                fields=["bureau", "id_number_index"],
                condition=~Q(id_number_index=""),
                name="student_id_once",
                violation_error_message="身份证件号已经登记。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_id_number(self) -> str:
        return mask_number(self.id_number)


class GuardianshipQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "GuardianshipQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            return rows.filter(student__school_id=actor.school_id)
        return rows.filter(guardian_id=actor.guardian_id) if actor.is_guardian else rows.none()


class Guardianship(TenantModel):
    """监护关系. One guardian of one child; consent to the children's data rules is given here."""

    class Relation(models.TextChoices):
        FATHER = "father", "父亲"
        MOTHER = "mother", "母亲"
        OTHER = "other", "其他监护人"

    student = TenantForeignKey(Student, models.PROTECT, related_name="guardianships")
    guardian = TenantForeignKey("accounts.Guardian", models.PROTECT, related_name="guardianships")
    relation = models.CharField("关系", max_length=8, choices=Relation)
    consent_version = models.CharField("个人信息规则版本", max_length=20, blank=True)
    consented_at = models.DateTimeField("同意时间", null=True)

    objects = TenantManager.from_queryset(GuardianshipQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "监护关系"
        indexes = [models.Index(fields=["bureau", "guardian"], name="guardianship_guardian")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "student", "guardian"],
                name="guardianship_once",
                violation_error_message="这位监护人已经登记。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.student}的{self.get_relation_display()}"
