from django.db import models

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantOneToOneField, TenantQuerySet
from audit.actors import Actor
from enrollment.admissions.models import Application


class AgreementTemplateQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "AgreementTemplateQuerySet":
        return self.of(actor.bureau_id)


class AgreementTemplate(TenantModel):
    """协议文本. One version of the service agreement's text; a version is never changed."""

    kind_code = "agreement_template"
    append_only = True

    version = models.CharField("版本", max_length=20)
    title = models.CharField("标题", max_length=80)
    body = models.TextField("正文")
    sha256 = models.CharField("摘要", max_length=64)
    effective_from = models.DateField("启用日期")

    objects = TenantManager.from_queryset(AgreementTemplateQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "协议文本"
        ordering = ["-effective_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bureau", "version"],
                name="agreement_version_once",
                violation_error_message="这个版本号已经使用。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.version}）"


class AgreementQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "AgreementQuerySet":
        return self.of(actor.bureau_id).filter(application__in=Application.objects.visible_to(actor))


class Agreement(TenantModel):
    """服务协议. Records that one guardian accepted one exact text, by version, filled-in text and hash."""

    kind_code = "agreement"
    append_only = True

    application = TenantOneToOneField(Application, models.PROTECT, related_name="agreement")
    template = TenantForeignKey(AgreementTemplate, models.PROTECT, related_name="agreements")
    version = models.CharField("版本", max_length=20)
    text = models.TextField("正文")
    sha256 = models.CharField("摘要", max_length=64)
    accepted_by = TenantForeignKey("accounts.Guardian", models.PROTECT, related_name="agreements")
    accepted_at = models.DateTimeField("签署时间", auto_now_add=True)

    objects = TenantManager.from_queryset(AgreementQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "服务协议"
        indexes = [models.Index(fields=["bureau", "template"], name="agreement_template")]

    def __str__(self) -> str:
        return f"{self.application}的服务协议"
