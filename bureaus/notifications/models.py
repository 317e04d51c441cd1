from django.db import models

from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
from afterschool.values.crypto import EncryptedTextField
from audit.actors import Actor


class MessageQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        """Nobody reads what was written to somebody else."""
        return self.none()


class Message(TenantModel):
    """消息. One text to one phone, kept sealed until a job has sent it and afterwards as proof that it was."""

    kind_code = "message"

    template = models.CharField("模板", max_length=40)
    phone = EncryptedTextField("手机号", purpose="message-phone")
    params = EncryptedTextField("内容", purpose="message-params")
    created_at = models.DateTimeField("写下时间", auto_now_add=True)
    sent_at = models.DateTimeField("发出时间", null=True)

    objects = TenantManager.from_queryset(MessageQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        indexes = [models.Index(fields=["bureau", "-id"], name="message_newest")]

    def __str__(self) -> str:
        return f"消息 {self.pk}"
