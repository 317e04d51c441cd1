from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from billing.standards.models import FeeStandard
from bureaus.terms.models import Term
from enrollment.admissions.models import Place
from providers.register.models import Provider
from schools.plans.models import Activity


class ChargeQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ChargeQuerySet":
        """The school's people who handle money or know the child, and the child's guardians."""
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            rows = rows.filter(school_id=actor.school_id)
            return rows.filter(student__school_class_id=actor.class_id) if actor.class_id else rows
        return rows.filter(student__guardianships__guardian_id=actor.guardian_id) if actor.is_guardian else rows.none()

    def outstanding(self) -> "ChargeQuerySet":
        return self.filter(paid_amount__lt=F("due_amount"))

    def asking(self) -> "ChargeQuerySet":
        """Those that ask or asked for money."""
        return self.filter(status__in=[Charge.Status.ISSUED, Charge.Status.PAID], due_amount__gt=0)

    def for_clubs_of(self, provider: Provider) -> "ChargeQuerySet":
        """Of children who hold a place in a club of an institution, in a running term."""
        clubs = {"offering__activity__provider": provider, "offering__activity__kind": Activity.Kind.CLUB}
        places = Place.objects.of(provider.bureau_id).taken().filter(**clubs)
        return self.filter(term__status=Term.Status.OPEN, application__in=places.values("application"))

    def to_check(self) -> "ChargeQuerySet":
        """Those of which something has changed since: the cashier decides whether they stay as they are."""
        return self.filter(to_check_since__isnull=False).exclude(status=Charge.Status.CANCELLED)


class Charge(TenantModel):
    """应收. What one child owes for one term under one standard; zero for an exempt child, with the reason."""

    kind_code = "charge"

    class Status(models.TextChoices):
        ISSUED = "issued", "待缴"
        PAID = "paid", "已缴清"
        WAIVED = "waived", "免收"
        CANCELLED = "cancelled", "作废"

    TRANSITIONS = {
        Status.ISSUED: {Status.PAID, Status.CANCELLED},
        Status.PAID: set(),
        Status.WAIVED: {Status.CANCELLED},
        Status.CANCELLED: set(),
    }
    NEWS = {
        Status.PAID: "none, because the payment that pays it moves it and books it in the same service",
        Status.CANCELLED: "none, because it is booked back in the same service, and the child may be charged anew",
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.ISSUED)
    number = models.CharField("编号", max_length=30)
    school = TenantForeignKey("schools_register.School", models.PROTECT, related_name="charges")
    term = TenantForeignKey("bureaus_terms.Term", models.PROTECT, related_name="charges")
    student = TenantForeignKey("schools_pupils.Student", models.PROTECT, related_name="charges")
    application = TenantForeignKey("enrollment_admissions.Application", models.PROTECT, related_name="charges")
    standard = TenantForeignKey(FeeStandard, models.PROTECT, related_name="charges")
    full_amount = models.DecimalField("应收原额", max_digits=8, decimal_places=2)
    waived_amount = models.DecimalField("减免", max_digits=8, decimal_places=2, default=0)
    due_amount = models.DecimalField("应缴", max_digits=8, decimal_places=2)
    paid_amount = models.DecimalField("已缴", max_digits=8, decimal_places=2, default=0)
    waiver = TenantForeignKey(
        "enrollment_admissions.ExemptionClaim",
        models.PROTECT,
        null=True,
        related_name="charges",
        verbose_name="免收依据",
    )
    calculation = models.CharField("计算", max_length=200)
    clause = models.CharField("依据", max_length=300, blank=True)
    issued_at = models.DateTimeField("开出时间", auto_now_add=True)
    to_check_since = models.DateField(
        "待核对起", null=True, help_text="until the cashier has cancelled or confirmed it"
    )
    to_check_reason = models.CharField("待核对原因", max_length=100, blank=True)

    objects = TenantManager.from_queryset(ChargeQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "应收"
        ordering = ["number"]
        indexes = [models.Index(fields=["bureau", "school", "term", "status"], name="charge_school_term")]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "number"], name="charge_number_once"),
            models.UniqueConstraint(
                fields=["bureau", "term", "student", "standard"],
                condition=~Q(status="cancelled"),
                name="charge_once_a_term",
                violation_error_message="这个学生本学期已经开出应收。",
            ),
            models.CheckConstraint(
                condition=Q(due_amount=F("full_amount") - F("waived_amount")), name="charge_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(paid_amount__gte=0, paid_amount__lte=F("due_amount"), waived_amount__gte=0),
                name="charge_not_overpaid",
                violation_error_message="收款不能超过应缴金额。",
            ),
        ]

    def __str__(self) -> str:
        return f"应收 {self.number}"

    @property
    def is_to_check(self) -> bool:
        return self.to_check_since is not None and self.status != self.Status.CANCELLED

    def get_absolute_url(self) -> str:
        return reverse("billing:show_charge", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})
