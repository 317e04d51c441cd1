from django.db import models

from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
from afterschool.values.crypto import EncryptedTextField, PrivateText, blind_index
from audit.actors import Actor


class GuardianQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "GuardianQuerySet":
        rows = self.of(actor.bureau_id)
        if actor.is_school:
            return rows.filter(guardianships__student__school_id=actor.school_id).distinct()
        return rows.filter(pk=actor.guardian_id) if actor.is_guardian else rows.none()


class Guardian(TenantModel):
    """监护人. Signs in on their bureau's own pages with phone and one-time code; not a staff user."""

    kind_code = "guardian"

    name = models.CharField("姓名", max_length=60)
    phone = EncryptedTextField("手机号", purpose="phone")
    phone_index = models.CharField("手机号索引", max_length=64, editable=False)
    is_active = models.BooleanField("可登录", default=True)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = TenantManager.from_queryset(GuardianQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "监护人"
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "phone_index"],
                name="guardian_phone_once",
                violation_error_message="这个手机号已经登记。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class OneTimeCodeQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "OneTimeCodeQuerySet":
        """Nobody looks at codes."""
        return self.none()


class OneTimeCode(TenantModel):
    """验证码. Six digits sent to a phone: used once, for a few minutes, a few tries.

    The digits are stored nowhere: whoever holds the field key derives them from the row, when sending and when comparing.
    """

    kind_code = "one_time_code"

    phone_index = models.CharField("手机号索引", max_length=64)
    salt = models.CharField("盐", max_length=32)
    purpose = models.SlugField("用途", max_length=20, default="sign_in")
    tries = models.PositiveSmallIntegerField("尝试次数", default=0)
    created_at = models.DateTimeField("发出时间", auto_now_add=True)
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True)

    objects = TenantManager.from_queryset(OneTimeCodeQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "验证码"
        indexes = [models.Index(fields=["bureau", "phone_index", "-id"], name="code_phone")]

    def __str__(self) -> str:
        return f"验证码 {self.pk}"

    @property
    def digits(self) -> PrivateText:
        """The six digits themselves."""
        number = int(blind_index(f"{self.pk}:{self.salt}", f"code:{self.phone_index}"), 16)
        return PrivateText(f"{number % 1_000_000:06d}")
