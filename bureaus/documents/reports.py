"""How far a document is, and what anybody may learn about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from afterschool.tenancy.models import TenantModel
from audit import jobs
from audit.actors import Actor
from audit.models import Job
from bureaus.documents import registry
from bureaus.documents.models import DocumentOrder, IssuedDocument
from bureaus.tree.models import Bureau

JOB = "document"  # the kind of job that makes one; its key is the order's id


class State(models.TextChoices):
    WAITING = "waiting", "正在生成"
    MADE = "made", "已生成"
    FAILED = "failed", "未能生成"


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """An ordered document as its page shows it: the files that are made, and whether more are to come."""

    order: DocumentOrder
    files: list[IssuedDocument]
    state: State

    @classmethod
    def of(cls, order: DocumentOrder) -> Self:
        """The job is asked first: where it is done, its files are there."""
        status = jobs.state_of(JOB, bureau_id=order.bureau_id, key=str(order.pk))
        files = list(order.files.order_by("media_type"))
        if {file.media_type for file in files} >= set(order.media_types):
            return cls(order, files, State.MADE)
        return cls(order, files, State.WAITING if status == Job.Status.WAITING else State.FAILED)


def progress_of(kind: str, subject: TenantModel, *, actor: Actor) -> DocumentProgress | None:
    """The newest document of a kind about a row, for somebody who may see it. None where none was ordered."""
    order = DocumentOrder.objects.visible_to(actor).about(kind, subject).first()
    return DocumentProgress.of(order) if order else None


# --- checking ---------------------------------------------------------------------------------------


def check_url(bureau_code: str, check_code: str) -> str:
    path = reverse("bureaus:check_document", kwargs={"bureau_code": bureau_code, "check_code": check_code})
    return settings.SITE_URL.rstrip("/") + path


def tidy_check_code(text: str) -> str:
    """As people type it: small letters, spaces, hyphens."""
    return "".join(character for character in text.upper() if character.isalnum())


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What anybody may know about a document: that it was issued, and what its files must hash to."""

    number: str
    title: str
    issued_on: date
    issuer: str
    hashes: dict[str, str]  # SHA-256 by the name of the file's type

    @classmethod
    def of(cls, order: DocumentOrder) -> Self:
        """The title of a restricted or a family's document names people and is left out."""
        private = order.is_restricted or order.guardian_ref is not None
        title = "（标题不公开）" if private else order.title
        hashes = {registry.LABELS[file.media_type]: file.sha256 for file in order.files.order_by("media_type")}
        return cls(order.number, title, timezone.localdate(order.ordered_at), order.bureau.name, hashes)


def confirm_document(bureau: Bureau, check_code: str) -> Confirmation | None:
    """For the public page: whoever holds the paper holds the code. What is ordered and not made yet is not issued."""
    order = DocumentOrder.objects.of(bureau.pk).filter(check_code=check_code).select_related("bureau").first()
    confirmation = Confirmation.of(order) if order else None
    return confirmation if confirmation and confirmation.hashes else None
