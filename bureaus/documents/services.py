"""Documents that the bureau issues and files that people upload: private, numbered, hashed, verifiable.

A document is made once, from frozen data:

    issue_document(
        kind="service_plan", title=..., subject=plan, by=actor,
        frozen=frozen, body=lambda stamp: render_pdf("schools/plans/plan_document.html", {"plan": frozen, "stamp": stamp}),
        number=Numbering("service_plan"), school_id=plan.school_id,
    )

Issued again from the same data, it is the same document; from different data, a new one with its own number.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import structlog
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from afterschool.papers import uploads
from afterschool.papers.pdf import with_watermark
from afterschool.tenancy.models import TenantModel
from afterschool.values.crypto import blind_index
from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import record, record_read
from bureaus.documents import permissions
from bureaus.documents.models import Attachment, DocumentNumber, IssuedDocument
from bureaus.tree.models import Bureau

log = structlog.get_logger(__name__)
PDF = "application/pdf"
XLSX = uploads.Kind.XLSX.media_type
ENDINGS = {kind.media_type: kind.ending for kind in uploads.Kind}
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else: no 0 O, no 1 I L
CHECK_CODE_LENGTH = 12  # 31^12, 59 bits: not to be guessed


@dataclass(frozen=True, slots=True)
class Numbering:
    """文号. Each series starts at 1 every year; without a prefix the bureau's own is used."""

    series: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is printed on the document itself: its number, and the address at which anybody can verify it."""

    number: str
    check_code: str
    check_url: str


Body = bytes | Callable[[Stamp], bytes]


# --- issuing ----------------------------------------------------------------------------------------


@transaction.atomic
def issue_document(
    kind: str,
    title: str,
    subject: TenantModel,
    body: Body,
    media_type: str = PDF,
    *,
    by: Actor,
    frozen: Any = None,
    number: Numbering | str = "",
    school_id: int | None = None,
    guardian_ref: int | None = None,
    is_restricted: bool = False,
) -> IssuedDocument:
    """制发. `body` is the file, or makes it from its Stamp; then `frozen` is the data it is made from.

    The same kind, subject and content give the document that exists already: safe to run twice, also at once.
    """
    bureau = subject.bureau
    check_code = _check_code(kind, title, subject, media_type, body if isinstance(body, bytes) else frozen)
    existing = _issued(bureau.pk, check_code)
    if existing is not None:
        return existing
    if isinstance(number, Numbering):
        taken = _lock_series(bureau, number.series, timezone.localdate())
        existing = _issued(bureau.pk, check_code)  # somebody else was first while we waited for the series
        if existing is not None:
            return existing
        number = _next_number(taken, number.prefix or default_prefix(bureau))
    stamp = Stamp(number, check_code, check_url(bureau.code, check_code))
    content = body if isinstance(body, bytes) else body(stamp)
    stored = uploads.store_private(
        content, bureau_code=bureau.code, ending=ENDINGS[media_type], on=timezone.localdate()
    )
    try:
        with transaction.atomic():
            document = IssuedDocument.objects.of(bureau.pk).create(
                kind=kind,
                number=number,
                title=title,
                subject_kind=subject.kind_code,
                subject_id=subject.pk,
                school_id=school_id,
                guardian_ref=guardian_ref,
                is_restricted=is_restricted,
                path=stored.path,
                media_type=media_type,
                size=stored.size,
                sha256=stored.sha256,
                check_code=check_code,
                issued_by=by.name,
            )
    except IntegrityError:
        return IssuedDocument.objects.of(bureau.pk).get(check_code=check_code)
    record("document.issue", document, by=by, number=number, sha256=stored.sha256)
    return document


def _issued(bureau_id: int, check_code: str) -> IssuedDocument | None:
    return IssuedDocument.objects.of(bureau_id).filter(check_code=check_code).first()


def _check_code(kind: str, title: str, subject: TenantModel, media_type: str, content: Any) -> str:
    """Reveals nothing and is unguessable (keyed by FIELD_KEYS), yet is the same for the same content."""
    if content is None:
        raise ValueError("A document that is rendered must say what it is made from: frozen=…")
    data = (
        content if isinstance(content, bytes) else json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True).encode()
    )
    parts = [subject.bureau_id, kind, title, subject.kind_code, subject.pk, media_type, sha256(data).hexdigest()]
    value, code = int(blind_index("\0".join(map(str, parts)), "document"), 16), ""
    for _ in range(CHECK_CODE_LENGTH):
        value, digit = divmod(value, len(ALPHABET))
        code += ALPHABET[digit]
    return code


# --- numbers ----------------------------------------------------------------------------------------


def default_prefix(bureau: Bureau) -> str:
    """安溪县 → 安教: the first character of the place and 教, as education bureaus sign."""
    return f"{bureau.short_name[:1]}教"


def _lock_series(bureau: Bureau, series: str, on: date) -> DocumentNumber:
    """The counter of one series and year, locked: others wait until our number is committed or rolled back."""
    rows = DocumentNumber.objects.of(bureau.pk)
    rows.get_or_create(kind=series, year=on.year, defaults={"bureau": bureau})
    return rows.locked().get(kind=series, year=on.year)


def _next_number(counter: DocumentNumber, prefix: str) -> str:
    """安教〔2023〕113号: full year in 〔〕, no 第, no padding (GB/T 9704-2012, 7.2.5). A rollback leaves no gap."""
    counter.last = F("last") + 1
    counter.save(update_fields=["last"])
    counter.refresh_from_db(fields=["last"])
    return f"{prefix}〔{counter.year}〕{counter.last}号"


# --- handing in -------------------------------------------------------------------------------------


def keep_attachment(
    upload: uploads.CheckedUpload,
    *,
    purpose: str,
    by: Actor,
    school_id: int | None = None,
    is_sensitive: bool = False,
) -> Attachment:
    """收存. A file that `uploads.check_upload` let through, stored privately on behalf of its uploader."""
    stored = uploads.store_private(
        upload.content, bureau_code=by.bureau_code, ending=upload.kind.ending, on=timezone.localdate()
    )
    return Attachment.objects.of(_bureau_id(by)).create(
        purpose=purpose,
        name=upload.name,
        path=stored.path,
        media_type=upload.media_type,
        size=stored.size,
        sha256=stored.sha256,
        school_id=school_id if school_id is not None else by.school_id,
        guardian_ref=by.guardian_id,
        is_sensitive=is_sensitive,
        uploaded_by_id=by.user_id,
    )


def _bureau_id(actor: Actor) -> int:
    if actor.bureau_id is None:
        raise ValueError("Outside a bureau nothing can be handed in.")
    return actor.bureau_id


# --- opening ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """A file on its way to a reader."""

    name: str
    media_type: str
    content: bytes


def open_document(actor: Actor, pk: int) -> Opened:
    """下载文书. Raises DoesNotExist (404) and Forbidden (403); reading somebody's sensitive document leaves a trace.

    A restricted PDF leaves the house only as a copy with the reader's name and the time across every page.
    """
    document = IssuedDocument.objects.visible_to(actor).get(pk=pk)
    require(permissions.can_open_document(actor, document))
    content = _read(document)
    if document.is_restricted or (document.guardian_ref is not None and not actor.is_guardian):
        record_read(document, by=actor, what="document")
    if document.is_restricted and document.media_type == PDF and not actor.is_system:
        content = with_watermark(content, f"{actor.name} {timezone.localtime():%Y-%m-%d %H:%M}")
    name = f"{document.number} {document.title}" if document.number else document.title
    return Opened(f"{name.replace('/', '_')}.{ENDINGS[document.media_type]}", document.media_type, content)


def open_attachment(actor: Actor, pk: int) -> Opened:
    """下载附件. Raises DoesNotExist (404) and Forbidden (403); reading a family's evidence leaves a trace."""
    attachment = Attachment.objects.visible_to(actor).get(pk=pk)
    require(permissions.can_open_attachment(actor, attachment))
    content = _read(attachment)
    if attachment.is_sensitive and not actor.is_guardian:
        record_read(attachment, by=actor, what="attachment")
    return Opened(attachment.name, attachment.media_type, content)


def _read(file: IssuedDocument | Attachment) -> bytes:
    try:
        return uploads.read_private(file.path, sha256=file.sha256)
    except (uploads.ChangedOnDisk, FileNotFoundError) as error:
        log.error("private file changed or missing", model=file._meta.label, pk=file.pk, error=type(error).__name__)
        raise RuleViolation("文件与留存的摘要不一致或已丢失，不能下载。请联系平台管理员核查。") from None


# --- checking ---------------------------------------------------------------------------------------


def check_url(bureau_code: str, check_code: str) -> str:
    path = reverse("bureaus:check_document", kwargs={"bureau_code": bureau_code, "check_code": check_code})
    return settings.SITE_URL.rstrip("/") + path


def find_by_check_code(bureau: Bureau, check_code: str) -> IssuedDocument | None:
    """For the public page: anybody with the paper knows its code. Show `Confirmation`, never the file."""
    return _issued(bureau.pk, check_code)


def tidy_check_code(text: str) -> str:
    """Normalizes a code as people type it: lower case, spaces, hyphens."""
    return "".join(character for character in text.upper() if character.isalnum())


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What anybody may know about a document: that it was issued, and the hash of its file."""

    number: str
    title: str
    issued_on: date
    issuer: str
    sha256: str

    @classmethod
    def of(cls, document: IssuedDocument) -> Confirmation:
        """Omits the title of a restricted document or a family's document, because it names people."""
        private = document.is_restricted or document.guardian_ref is not None
        title = "（标题不公开）" if private else document.title
        issued_on = timezone.localdate(document.issued_at)
        return cls(document.number, title, issued_on, document.bureau.name, document.sha256)
