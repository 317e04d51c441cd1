"""Documents that the bureau issues and files that people hand in: kept private, numbered, hashed, checkable.

A document is ordered in the transaction that decides it, with everything it will say:

    order_document(
        Paper(
            kind="service_plan", subject=plan, title=..., content=frozen_plan(plan), renderer="service_plan",
            number=Numbering("service_plan"), school_id=plan.school_id,
        ),
        by=actor,
    )

A job renders it from that content after the commit (tasks.py). Ordered again with the same content it is the same document;
other content is a new one with its own number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from afterschool.papers import uploads
from afterschool.papers.pdf import with_watermark
from afterschool.tenancy.models import TenantModel
from afterschool.values.crypto import blind_index
from afterschool.values.errors import RuleViolation, require
from audit import jobs
from audit.actors import Actor
from audit.workflow import record, record_read
from bureaus.documents import permissions, registry, reports
from bureaus.documents.models import Attachment, DocumentNumber, DocumentOrder, IssuedDocument
from bureaus.tree.models import Bureau

log = structlog.get_logger(__name__)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else: no 0 O, no 1 I L
CHECK_CODE_LENGTH = 12  # 31^12, 59 bits: not to be guessed


@dataclass(frozen=True, slots=True)
class Numbering:
    """文号. Each series starts at 1 every year; without a prefix the bureau's own is used."""

    series: str
    prefix: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document as a service decides it: about what, what it says as plain data, who renders it, who may read it."""

    kind: str
    subject: TenantModel
    title: str
    content: Any
    renderer: str
    number: Numbering | str = ""
    school_id: int | None = None
    guardian_ref: int | None = None
    is_restricted: bool = False

    @cached_property
    def text(self) -> str:
        """The content as it is kept, the same for the same content: dates and money as text, keys in order."""
        return json.dumps(self.content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)

    @cached_property
    def check_code(self) -> str:
        """Says nothing and cannot be guessed (keyed by FIELD_KEYS), yet is the same for the same content."""
        subject, digest = self.subject, sha256(self.text.encode()).hexdigest()
        parts = [subject.bureau_id, self.kind, self.title, subject.kind_code, subject.pk, digest]
        value, code = int(blind_index("\0".join(map(str, parts)), "document"), 16), ""
        for _ in range(CHECK_CODE_LENGTH):
            value, digit = divmod(value, len(ALPHABET))
            code += ALPHABET[digit]
        return code


# --- ordering ---------------------------------------------------------------------------------------


def order_document(paper: Paper, *, by: Actor) -> DocumentOrder:
    """下达文书. The order with its number; the one that exists where the same was ordered before, also at once."""
    return order_documents([paper], by=by)[0]


@transaction.atomic
def order_documents(papers: Sequence[Paper], *, by: Actor) -> list[DocumentOrder]:
    """下达文书, many of one bureau, in their order: the same few queries however many. Renders nothing."""
    if not papers:
        return []
    bureau = papers[0].subject.bureau
    codes = [paper.check_code for paper in papers]
    before = _orders(bureau.pk, codes)
    unordered = [paper for paper in papers if paper.check_code not in before]
    if unordered:
        _write_orders(bureau, unordered, by)
    orders = _orders(bureau.pk, codes)
    new = {order.pk for code, order in orders.items() if code not in before}
    jobs.order_each(reports.JOB, bureau_id=bureau.pk, payloads={str(pk): {"order_id": pk} for pk in sorted(new)})
    return [orders[code] for code in codes]


def _orders(bureau_id: int, codes: Iterable[str]) -> dict[str, DocumentOrder]:
    rows = DocumentOrder.objects.of(bureau_id).filter(check_code__in=list(codes))
    return {order.check_code: order for order in rows.select_related("bureau")}


def _write_orders(bureau: Bureau, papers: Sequence[Paper], by: Actor) -> None:
    """Numbers them and writes them down. Whoever orders the same at once waits here, and then finds ours."""
    counters = _lock_series(bureau, {paper.number.series for paper in papers if isinstance(paper.number, Numbering)})
    before = _orders(bureau.pk, [paper.check_code for paper in papers])  # first while we waited for the series
    rows = [
        _order(paper, _number(paper.number, counters, bureau), by) for paper in papers if paper.check_code not in before
    ]
    for counter in counters.values():
        counter.save(update_fields=["last"])
    DocumentOrder.objects.of(bureau.pk).bulk_create(rows, ignore_conflicts=True)


def _order(paper: Paper, number: str, by: Actor) -> DocumentOrder:
    return DocumentOrder(
        bureau_id=paper.subject.bureau_id,
        kind=paper.kind,
        number=number,
        title=paper.title,
        subject_kind=paper.subject.kind_code,
        subject_id=paper.subject.pk,
        content=paper.text,
        renderer=paper.renderer,
        media_types=registry.media_types_of(paper.renderer),
        school_id=paper.school_id,
        guardian_ref=paper.guardian_ref,
        is_restricted=paper.is_restricted,
        check_code=paper.check_code,
        ordered_by=by.name[:60],
    )


# --- numbers ----------------------------------------------------------------------------------------


def default_prefix(bureau: Bureau) -> str:
    """安溪县 → 安教: the first character of the place and 教, as education bureaus sign."""
    return f"{bureau.short_name[:1]}教"


def _lock_series(bureau: Bureau, series: set[str]) -> dict[str, DocumentNumber]:
    """This year's counters, locked: the next one waits until our numbers are committed or given back."""
    year, rows = timezone.localdate().year, DocumentNumber.objects.of(bureau.pk)
    for name in sorted(series):
        rows.get_or_create(kind=name, year=year)
    return {counter.kind: counter for counter in rows.filter(kind__in=series, year=year).order_by("kind").locked()}


def _number(number: Numbering | str, counters: Mapping[str, DocumentNumber], bureau: Bureau) -> str:
    """安教〔2023〕113号: full year in 〔〕, no 第, no padding (GB/T 9704-2012, 7.2.5). A rollback leaves no gap."""
    if isinstance(number, str):
        return number
    counter = counters[number.series]
    counter.last += 1
    return f"{number.prefix or default_prefix(bureau)}〔{counter.year}〕{counter.last}号"


# --- making -----------------------------------------------------------------------------------------


def render_document(order: DocumentOrder) -> dict[str, uploads.StoredFile]:
    """生成. A file for each media type, from the frozen content alone. Needs no scope and holds no lock.

    Each file has a path that is the order's own: run again it finds what was made, also where nobody could say so any more.
    """
    stamp = registry.Stamp(order.number, order.check_code, reports.check_url(order.bureau.code, order.check_code))
    make = partial(registry.render, order.renderer, content=order.frozen, stamp=stamp)
    return {
        media_type: uploads.keep_once(_path(order, media_type), partial(make, media_type=media_type))
        for media_type in order.media_types
    }


def _path(order: DocumentOrder, media_type: str) -> str:
    """The moment is part of it: where a database was set back, the file of the order that is gone is not taken for ours."""
    on, moment = timezone.localtime(order.ordered_at), int(order.ordered_at.timestamp() * 1_000_000)
    return f"{order.bureau.code}/{on:%Y}/{on:%m}/{order.check_code}-{moment:x}.{registry.ENDINGS[media_type]}"


@transaction.atomic
def issue_document(*, order: DocumentOrder, files: Mapping[str, uploads.StoredFile], by: Actor) -> list[IssuedDocument]:
    """制发. One row for each file; those that are written down already stay as they are."""
    documents = []
    for media_type, file in files.items():
        document, is_new = IssuedDocument.objects.of(order.bureau_id).get_or_create(
            order=order,
            media_type=media_type,
            defaults={"path": file.path, "size": file.size, "sha256": file.sha256},
        )
        if is_new:
            record("document.issue", document, by=by, number=order.number, sha256=file.sha256)
        documents.append(document)
    return documents


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
    document = IssuedDocument.objects.visible_to(actor).select_related("order").get(pk=pk)
    order = document.order
    require(permissions.can_open_document(actor, order))
    content = _read(document)
    if order.is_restricted or (order.guardian_ref is not None and not actor.is_guardian):
        record_read(document, by=actor, what="document")
    if order.is_restricted and document.media_type == registry.PDF and not actor.is_system:
        content = with_watermark(content, f"{actor.name} {timezone.localtime():%Y-%m-%d %H:%M}")
    name = f"{order.number} {order.title}" if order.number else order.title
    return Opened(f"{name.replace('/', '_')}.{registry.ENDINGS[document.media_type]}", document.media_type, content)


def open_attachment(actor: Actor, pk: int) -> Opened:
    """下载附件. Raises DoesNotExist (404) and Forbidden (403); reading a family's evidence leaves a trace."""
    attachment = Attachment.objects.visible_to(actor).get(pk=pk)
    require(permissions.can_open_attachment(actor, attachment) and registry.lets_open(actor, attachment))
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
