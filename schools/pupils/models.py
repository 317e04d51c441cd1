from django.db import models
from django.db.models import Q

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.crypto import EncryptedTextField
from afterschool.values.identity import mask_number
from audit.actors import Actor
from audit.roles import Role
from schools.pupils.events import StudentLeft
from schools.register.models import School, SchoolClass


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

    kind_code = "student"

    class Status(models.TextChoices):
        ENROLLED = "enrolled", "在校"
        LEFT = "left", "离校"

    class Gender(models.TextChoices):
        MALE = "male", "男"
        FEMALE = "female", "女"

    TRANSITIONS = {Status.ENROLLED: {Status.LEFT}, Status.LEFT: {Status.ENROLLED}}
    NEWS = {
        Status.ENROLLED: "none, because what ended with the leaving stays ended; the family may apply again",
        Status.LEFT: StudentLeft,
    }

    class LeftFor(models.TextChoices):
        TRANSFER = "transfer", "转学"
        GRADUATION = "graduation", "毕业"
        SUSPENSION = "suspension", "休学"
        OTHER = "other", "其他"

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.ENROLLED)
    school = TenantForeignKey(School, models.PROTECT, related_name="students")
    school_class = TenantForeignKey(SchoolClass, models.PROTECT, related_name="students")
    name = models.CharField("姓名", max_length=60)
    name_initials = models.CharField("拼音首字母", max_length=30, blank=True)
    gender = models.CharField("性别", max_length=8, choices=Gender, blank=True)
    student_number = models.CharField("学号", max_length=30)
    id_number = EncryptedTextField("身份证件号", purpose="id_number", blank=True)
    id_number_index = models.CharField("证件号索引", max_length=64, blank=True, editable=False)

    left_on = models.DateField("离校日期", null=True, blank=True, help_text="the last day at the school")
    left_for = models.CharField("离校原因", max_length=12, choices=LeftFor, blank=True)

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
            models.CheckConstraint(
                condition=Q(status="enrolled", left_on__isnull=True) | Q(status="left", left_on__isnull=False),
                name="student_left_on",
                violation_error_message="离校的学生要有离校日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_id_number(self) -> str:
        return mask_number(self.id_number)
