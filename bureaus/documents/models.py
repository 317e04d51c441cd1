import json
from typing import Any

from django.db import models

from afterschool.tenancy.models import TenantForeignKey, TenantManager, TenantModel, TenantQuerySet
from afterschool.values.crypto import EncryptedTextField
from audit.actors import Actor
from audit.roles import Role


class AttachmentQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "AttachmentQuerySet":
        """The bureau, the receiving school and the uploading guardian. Opening it takes a further permission and is recorded."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows
        if actor.is_school:
            return rows.filter(school_id=actor.school_id)
        return rows.filter(guardian_ref=actor.guardian_id) if actor.is_guardian else rows.none()


class Attachment(TenantModel):
    """附件. A private file that somebody uploaded, checked by its content."""

    kind_code = "attachment"

    purpose = models.SlugField("用途", max_length=40)
    name = models.CharField("文件名", max_length=120)
    path = models.CharField("存放位置", max_length=200)
    media_type = models.CharField("类型", max_length=80)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    school_id = models.BigIntegerField("学校编号", null=True)
    guardian_ref = models.BigIntegerField("家长编号", null=True)
    is_sensitive = models.BooleanField("敏感", default=False)
    uploaded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = TenantManager.from_queryset(AttachmentQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["bureau", "school_id"], name="attachment_school")]

    def __str__(self) -> str:
        return self.name


class DocumentNumberQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "DocumentNumberQuerySet":
        return self.of(actor.bureau_id) if actor.is_bureau else self.none()


class DocumentNumber(TenantModel):
    """文号. The last number used for one kind of document in one year; taken under a row lock, without gaps."""

    kind_code = "document_number"

    kind = models.SlugField("种类", max_length=40)
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后序号", default=0)

    objects = TenantManager.from_queryset(DocumentNumberQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "文号"
        constraints = [models.UniqueConstraint(fields=["bureau", "kind", "year"], name="document_number_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year} {self.last}"


class DocumentOrderQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "DocumentOrderQuerySet":
        """The bureau (inspector-only kinds for inspectors only); a school its own; a guardian their own."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows if actor.has_role(Role.INSPECTOR) else rows.filter(is_restricted=False)
        if actor.is_school:
            return rows.filter(school_id=actor.school_id)
        return rows.filter(guardian_ref=actor.guardian_id) if actor.is_guardian else rows.none()

    def about(self, kind: str, subject: TenantModel) -> "DocumentOrderQuerySet":
        """The documents of one kind about one row, the newest first."""
        rows = self.of(subject.bureau_id).filter(kind=kind, subject_kind=subject.kind_code, subject_id=subject.pk)
        return rows.order_by("-pk")


class DocumentOrder(TenantModel):
    """文书. What a paper says, decided and numbered in the transaction of a service; a job makes its files from this alone.

    The content may name people: it stands sealed. A correction is a new order that replaces the old one.
    """

    kind_code = "document_order"
    append_only = True

    kind = models.SlugField("种类", max_length=40)
    number = models.CharField("文号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_id = models.BigIntegerField("对象编号")
    content = EncryptedTextField("内容", purpose="document", help_text="plain data as JSON")
    renderer = models.SlugField("版式", max_length=40)
    media_types = models.JSONField("文件类型", help_text="as what it is made")
    school_id = models.BigIntegerField("学校编号", null=True)
    guardian_ref = models.BigIntegerField("家长编号", null=True)
    is_restricted = models.BooleanField("仅纪检监察", default=False)
    check_code = models.CharField("校验码", max_length=20)
    replaces = TenantForeignKey("self", models.PROTECT, null=True, related_name="replacements", verbose_name="替代")
    ordered_at = models.DateTimeField("制发时间", auto_now_add=True)
    ordered_by = models.CharField("制发人", max_length=60)

    objects = TenantManager.from_queryset(DocumentOrderQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["bureau", "subject_kind", "subject_id"], name="document_subject")]
        constraints = [
            models.UniqueConstraint(fields=["bureau", "check_code"], name="document_check_code"),
            models.UniqueConstraint(fields=["bureau", "replaces"], name="document_replaced_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def frozen(self) -> Any:
        """The content as plain data."""
        return json.loads(self.content)


class IssuedDocumentQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "IssuedDocumentQuerySet":
        """Whoever sees the order."""
        return self.of(actor.bureau_id).filter(order__in=DocumentOrder.objects.visible_to(actor))


class IssuedDocument(TenantModel):
    """文书文件. One file of a document, made once and kept with its hash."""

    append_only = True
    kind_code = "issued_document"

    order = TenantForeignKey(DocumentOrder, models.PROTECT, related_name="files")
    media_type = models.CharField("类型", max_length=80)
    path = models.CharField("存放位置", max_length=200)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    objects = TenantManager.from_queryset(IssuedDocumentQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "文书文件"
        ordering = ["order", "media_type"]
        constraints = [models.UniqueConstraint(fields=["bureau", "order", "media_type"], name="document_file_once")]

    def __str__(self) -> str:
        return str(self.order)
