from django.db import models

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from schools.register.models import School


class StaffQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "StaffQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()


class Staff(TenantModel):
    """服务人员. Somebody who serves: an own teacher, or a vetted person from outside (the talent pool)."""

    kind_code = "staff"

    class Kind(models.TextChoices):
        OWN_TEACHER = "own_teacher", "本校教师"
        RETIRED_TEACHER = "retired_teacher", "退休教师"
        PROFESSIONAL = "professional", "具备资质的社会专业人员"
        HERITAGE_BEARER = "heritage_bearer", "非遗传承人"
        VOLUNTEER = "volunteer", "志愿者"
        PROVIDER_STAFF = "provider_staff", "第三方机构人员"

    school = TenantForeignKey(School, models.PROTECT, related_name="staff")
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("姓名", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=Kind, default=Kind.OWN_TEACHER)
    qualification = models.CharField("资质", max_length=100, blank=True)
    record_checked_on = models.DateField("无犯罪记录查询日期", null=True, blank=True)
    vetting_expires_on = models.DateField("审查有效期至", null=True, blank=True)
    volunteered = models.BooleanField("自愿参与", default=True)
    is_active = models.BooleanField("在岗", default=True)

    objects = TenantManager.from_queryset(StaffQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "服务人员"
        ordering = ["name"]
        indexes = [models.Index(fields=["bureau", "school"], name="staff_school")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_outside(self) -> bool:
        return self.kind != self.Kind.OWN_TEACHER
