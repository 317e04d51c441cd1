from collections.abc import Collection

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.ranges import DateRange
from audit.actors import Actor
from bureaus.tree import reports as directory
from providers.register.events import ProviderBlacklisted, ProviderRemoved, ProviderReturned, ProviderSuspended


class ProviderQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ProviderQuerySet":
        """The shortlist is public inside a bureau: schools choose from it."""
        rows = self.of(actor.bureau_id)
        return rows if actor.is_bureau or actor.is_school else rows.none()

    def out_of_service(self) -> "ProviderQuerySet":
        return self.filter(status__in=Provider.OUT_OF_SERVICE)


class Provider(TenantModel):
    """第三方机构. A non-academic institution that the bureau registered."""

    kind_code = "provider"

    class Status(models.TextChoices):
        REGISTERED = "registered", "已登记"
        SHORTLISTED = "shortlisted", "在备选清单"
        SUSPENDED = "suspended", "暂停"
        REMOVED = "removed", "取消资格"
        BLACKLISTED = "blacklisted", "黑名单"

    OUT_OF_SERVICE = {
        Status.SUSPENDED: "已被暂停",
        Status.REMOVED: "已被取消资格",
        Status.BLACKLISTED: "已被列入黑名单",
    }
    TRANSITIONS = {
        Status.REGISTERED: {Status.SHORTLISTED, Status.REMOVED, Status.BLACKLISTED},
        Status.SHORTLISTED: {Status.SUSPENDED, Status.REMOVED, Status.BLACKLISTED},
        Status.SUSPENDED: {Status.SHORTLISTED, Status.REMOVED, Status.BLACKLISTED},
        Status.REMOVED: {Status.SHORTLISTED, Status.BLACKLISTED},
        Status.BLACKLISTED: {Status.REGISTERED},
    }
    NEWS = {
        Status.REGISTERED: ProviderReturned,
        Status.SHORTLISTED: ProviderReturned,
        Status.SUSPENDED: ProviderSuspended,
        Status.REMOVED: ProviderRemoved,
        Status.BLACKLISTED: ProviderBlacklisted,
    }

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.REGISTERED)
    credit_code = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("名称", max_length=100)
    is_academic = models.BooleanField("学科类", default=False)
    services = models.CharField("服务项目", max_length=200, blank=True)
    license_expires_on = models.DateField("办学许可有效期至", null=True, blank=True)
    registered_at = models.DateTimeField("登记时间", auto_now_add=True)
    out_since = models.DateField("停止服务日期", null=True, help_text="the last day on which it still serves")

    objects = TenantManager.from_queryset(ProviderQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "第三方机构"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "credit_code"],
                name="provider_code_once",
                violation_error_message="这个统一社会信用代码已经登记。",
            ),
            models.CheckConstraint(
                condition=Q(is_academic=False),
                name="provider_non_academic",
                violation_error_message="学科类机构不得参与校内课后服务。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["suspended", "removed", "blacklisted"], out_since__isnull=False)
                | Q(status__in=["registered", "shortlisted"], out_since__isnull=True),
                name="provider_out_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("providers:show_provider", kwargs={"bureau_code": self.bureau.code, "pk": self.pk})

    @property
    def out_words(self) -> str:
        """“已被暂停”; empty while it may serve."""
        return self.OUT_OF_SERVICE.get(self.Status(self.status), "")


class BlacklistEntryQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "BlacklistEntryQuerySet":
        """Everyone: the blacklist is public. What a bureau and the bureaus above it blacklist holds in that bureau."""
        bureau_ids = (actor.bureau_id, *directory.ancestor_ids_of((actor.bureau_id,))) if actor.bureau_id else ()
        return self.filter(bureau_id__in=bureau_ids)

    def in_force(self, on) -> "BlacklistEntryQuerySet":
        return self.filter(starts_on__lte=on, ends_on__gt=on, lifted_on__isnull=True)


class BlacklistEntry(TenantModel):
    """黑名单. An institution kept out of the whole prefecture for years; the row belongs to the prefecture's bureau."""

    kind_code = "blacklist_entry"
    visible_to_descendants = True

    credit_code = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("名称", max_length=100)
    reason = models.TextField("列入原因")
    proposed_by_code = models.CharField("提出单位代码", max_length=6)
    starts_on = models.DateField("列入日期")
    ends_on = models.DateField("期满日期")
    lifted_on = models.DateField("提前移出日期", null=True, blank=True)
    clause = models.CharField("依据", max_length=300, blank=True)

    objects = TenantManager.from_queryset(BlacklistEntryQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "黑名单"
        ordering = ["-starts_on"]
        indexes = [models.Index(fields=["bureau", "credit_code"], name="blacklist_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="blacklist_ends_after_start",
                violation_error_message="期满日期要晚于列入日期。",
            ),
            ExclusionConstraint(
                name="blacklist_no_overlap",
                expressions=[
                    ("bureau", RangeOperators.EQUAL),
                    ("credit_code", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(lifted_on__isnull=True),
                violation_error_message="这家机构已在黑名单上。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.starts_on}—{self.ends_on}）"


class ShortlistItemQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "ShortlistItemQuerySet":
        return self.of(actor.bureau_id)

    def published(self, kept_out: Collection[str]) -> "ShortlistItemQuerySet":
        """What everybody may choose from: items of institutions on the list, without those whose code is kept out."""
        on_list = self.filter(provider__status=Provider.Status.SHORTLISTED)
        return on_list.exclude(provider__credit_code__in=kept_out)


class ShortlistItem(TenantModel):
    """备选清单项目. One service of a shortlisted provider with its price ceiling, published to everyone."""

    kind_code = "shortlist_item"

    provider = TenantForeignKey(Provider, models.CASCADE, related_name="shortlist_items")
    service = models.CharField("服务项目", max_length=60)
    price = models.DecimalField("引进费用标准（元/课时）", max_digits=8, decimal_places=2)

    objects = TenantManager.from_queryset(ShortlistItemQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "备选清单项目"
        constraints = [
            models.UniqueConstraint(fields=["bureau", "provider", "service"], name="shortlist_item_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="shortlist_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.provider}：{self.service}"
