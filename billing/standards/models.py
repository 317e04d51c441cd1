from django.db import models
from django.db.models import Q

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.vocabulary import FeeUnit
from audit.actors import Actor


class FeeStandardQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "FeeStandardQuerySet":
        """The bureau, the school, and everybody once it is published."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        if actor.is_school:
            return rows.filter(school_id=actor.school_id)
        return rows.filter(status=FeeStandard.Status.PUBLISHED)


class FeeStandard(TenantModel):
    """收费标准. What a school may charge in a term; filed and published before any charge."""

    kind_code = "fee_standard"

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        FILED = "filed", "已报备"
        PUBLISHED = "published", "已公示"
        CLOSED = "closed", "已停用"

    TRANSITIONS = {
        Status.DRAFT: {Status.FILED, Status.CLOSED},
        Status.FILED: {Status.PUBLISHED, Status.DRAFT, Status.CLOSED},
        Status.PUBLISHED: {Status.CLOSED},
        Status.CLOSED: set(),
    }
    NEWS = {
        Status.DRAFT: "none, because nothing is charged from a standard that is not published",
        Status.FILED: "none, because nothing is charged from a standard that is not published",
        Status.CLOSED: "none, because charging asks for a published standard; what was charged from it stays owed",
    }

    class Nature(models.TextChoices):
        SERVICE_CHARGE = "service_charge", "服务性收费"
        PASS_THROUGH = "pass_through", "代收费"

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.DRAFT)
    school = TenantForeignKey("schools_register.School", models.PROTECT, related_name="fee_standards")
    term = TenantForeignKey("bureaus_terms.Term", models.PROTECT, related_name="fee_standards")
    plan = TenantForeignKey("schools_plans.ServicePlan", models.PROTECT, related_name="fee_standards")
    nature = models.CharField("性质", max_length=16, choices=Nature, default=Nature.SERVICE_CHARGE)
    amount = models.DecimalField("标准", max_digits=8, decimal_places=2)
    unit = models.CharField("计费单位", max_length=8, choices=FeeUnit)
    term_cap_amount = models.DecimalField("学期封顶", max_digits=8, decimal_places=2, null=True, blank=True)
    filing_document = models.CharField("报备文号", max_length=100, blank=True)
    payee_account = models.CharField("收款账户", max_length=60, blank=True)
    filed_at = models.DateTimeField("报备时间", null=True)
    published_at = models.DateTimeField("公示时间", null=True)

    objects = TenantManager.from_queryset(FeeStandardQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "收费标准"
        indexes = [models.Index(fields=["bureau", "school", "term"], name="fee_standard_school_term")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "school", "term", "nature"],
                condition=~Q(status="closed"),
                name="fee_standard_once",
                violation_error_message="本校本学期已有同类收费标准。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="fee_standard_not_negative",
                violation_error_message="收费标准不能是负数。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school}{self.term}{self.get_nature_display()}标准"

    @property
    def price_unit(self) -> str:
        """元/生·学期."""
        return FeeUnit(self.unit).price
