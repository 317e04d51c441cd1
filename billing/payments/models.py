from django.db import models
from django.db.models import Q

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor
from billing.charges.models import Charge


class PaymentQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "PaymentQuerySet":
        return self.of(actor.bureau_id).filter(charge__in=Charge.objects.visible_to(actor))


class Payment(TenantModel):
    """收款. Money that reached the school's account for one charge. Never changed; a refund is a row of its own."""

    kind_code = "payment"

    class Method(models.TextChoices):
        BANK_TRANSFER = "bank_transfer", "银行转账"
        SCAN_CODE = "scan_code", "扫码支付"
        CASH = "cash", "现金"

    append_only = True

    charge = TenantForeignKey(Charge, models.PROTECT, related_name="payments")
    receipt_number = models.CharField("票据号", max_length=30)
    amount = models.DecimalField("金额", max_digits=8, decimal_places=2)
    method = models.CharField("方式", max_length=16, choices=Method)
    received_on = models.DateField("收款日期")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = TenantManager.from_queryset(PaymentQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "收款"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["bureau", "charge"], name="payment_charge")]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "receipt_number"],
                name="receipt_number_once",
                violation_error_message="这个票据号已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="payment_positive", violation_error_message="收款金额要大于零。"
            ),
        ]

    def __str__(self) -> str:
        return f"收款 {self.receipt_number}"
