from django.db import models

from afterschool.tenancy.models import TenantManager, TenantModel, TenantQuerySet
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


class IssuedDocumentQuerySet(TenantQuerySet):
    def visible_to(self, actor: Actor) -> "IssuedDocumentQuerySet":
        """The bureau (inspector-only kinds for inspectors only); a school its own; a guardian their own."""
        rows = self.of(actor.bureau_id)
        if actor.is_bureau:
            return rows if actor.has_role(Role.INSPECTOR) else rows.filter(is_restricted=False)
        if actor.is_school:
            return rows.filter(school_id=actor.school_id)
        return rows.filter(guardian_ref=actor.guardian_id) if actor.is_guardian else rows.none()


class IssuedDocument(TenantModel):
    """文书. Made once from frozen data, stored with number, hash and check code. A correction is a new document."""

    kind_code = "issued_document"
    append_only = True

    kind = models.SlugField("种类", max_length=40)
    number = models.CharField("文号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    subject_kind = models.CharField("对象类别", max_length=40)
    subject_id = models.BigIntegerField("对象编号")
    school_id = models.BigIntegerField("学校编号", null=True)
    guardian_ref = models.BigIntegerField("家长编号", null=True)
    is_restricted = models.BooleanField("仅纪检监察", default=False)
    path = models.CharField("存放位置", max_length=200)
    media_type = models.CharField("类型", max_length=80)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    check_code = models.CharField("校验码", max_length=20)
    issued_at = models.DateTimeField("制发时间", auto_now_add=True)
    issued_by = models.CharField("制发人", max_length=60)

    objects = TenantManager.from_queryset(IssuedDocumentQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["bureau", "subject_kind", "subject_id"], name="document_subject")]
        constraints = [models.UniqueConstraint(fields=["bureau", "check_code"], name="document_check_code")]

    def __str__(self) -> str:
        return self.title
