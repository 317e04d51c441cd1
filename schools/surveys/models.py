from django.db import models

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from schools.pupils.models import Student


class DemandAnswerQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "DemandAnswerQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            return rows.filter(student__school_id=actor.school_id)
        return rows.filter(student__guardianships__guardian_id=actor.guardian_id) if actor.is_guardian else rows.none()


class DemandAnswer(TenantModel):
    """需求摸底. Whether one child needs the service in one term: the denominator of 有需求的学生全覆盖."""

    kind_code = "demand_answer"

    class Source(models.TextChoices):
        GUARDIAN = "guardian", "家长填报"
        SCHOOL = "school", "学校登记"

    term = TenantForeignKey("bureaus_terms.Term", models.PROTECT, related_name="demand_answers")
    student = TenantForeignKey(Student, models.PROTECT, related_name="demand_answers")
    needs_service = models.BooleanField("有需求")
    days_per_week = models.PositiveSmallIntegerField("每周天数", default=5)
    wishes = models.JSONField("希望的活动类别", default=list, blank=True)
    source = models.CharField("来源", max_length=10, choices=Source)
    answered_at = models.DateTimeField("填报时间", auto_now=True)

    objects = TenantManager.from_queryset(DemandAnswerQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "需求摸底"
        constraints = [models.UniqueConstraint(fields=["bureau", "term", "student"], name="demand_answer_once")]

    def __str__(self) -> str:
        return f"{self.student}：{'有' if self.needs_service else '无'}需求"
