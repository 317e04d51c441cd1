from decimal import Decimal

from django.db import models
from django.db.models import Q

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from audit.actors import Actor

ZERO = Decimal("0.00")


class Account(models.TextChoices):
    """会计科目. The few accounts of a school's dedicated after-school ledger (专账)."""

    RECEIVABLE = "receivable", "应收课后服务费"
    BANK = "bank", "学校账户存款"
    SERVICE_INCOME = "service_income", "服务性收费收入"
    PASS_THROUGH_PAYABLE = "pass_through_payable", "代收费应付"


class LedgerQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "LedgerQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(school_id=actor.school_id) if actor.is_school else rows.none()


class JournalEntry(TenantModel):
    """记账凭证. One business event; its postings add up to zero."""

    kind_code = "journal_entry"
    append_only = True

    school = TenantForeignKey("schools_register.School", models.PROTECT, related_name="journal_entries")
    term = TenantForeignKey("bureaus_terms.Term", models.PROTECT, related_name="journal_entries")
    booked_on = models.DateField("记账日期")
    text = models.CharField("摘要", max_length=120)
    source_kind = models.CharField("来源类别", max_length=40)
    source_id = models.BigIntegerField("来源编号")
    event = models.CharField("事由", max_length=20)  # what happened to the source: issued, cancelled, received
    booked_by = models.CharField("记账人", max_length=60)
    booked_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = TenantManager.from_queryset(LedgerQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "记账凭证"
        ordering = ["booked_on", "pk"]
        indexes = [models.Index(fields=["bureau", "school", "term"], name="journal_school_term")]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "source_kind", "source_id", "event"], name="journal_source_once")
        ]

    def __str__(self) -> str:
        return self.text


class PostingQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "PostingQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        return rows.filter(entry__school_id=actor.school_id) if actor.is_school else rows.none()


class Posting(TenantModel):
    """分录. One side of a journal entry in yuan: debit positive, credit negative. Balances are sums, never stored."""

    kind_code = "posting"
    append_only = True

    entry = TenantForeignKey(JournalEntry, models.PROTECT, related_name="postings")
    account = models.CharField("科目", max_length=30, choices=Account)
    amount = models.DecimalField("金额（借正贷负）", max_digits=12, decimal_places=2)

    objects = TenantManager.from_queryset(PostingQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "分录"
        ordering = ["pk"]
        indexes = [models.Index(fields=["bureau", "entry"], name="posting_entry")]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_not_zero")]

    def __str__(self) -> str:
        return f"{self.get_account_display()} {self.amount}"

    @property
    def debit(self) -> Decimal:
        return max(self.amount, ZERO)

    @property
    def credit(self) -> Decimal:
        return max(-self.amount, ZERO)
