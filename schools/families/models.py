from django.db import models

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from schools.pupils.models import Student


class GuardianshipQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "GuardianshipQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            return rows.filter(student__school_id=actor.school_id)
        return rows.filter(guardian_id=actor.guardian_id) if actor.is_guardian else rows.none()


class Guardianship(TenantModel):
    """监护关系. One guardian of one child; consent to the children's data rules is given here."""

    kind_code = "guardianship"

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
