"""The month's package: one ZIP with the merged form, every school's form, and the files of other apps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from bureaus.documents import registry as document_registry
from bureaus.documents import services as document_services
from bureaus.documents.models import IssuedDocument, IssuedDocumentQuerySet
from rectification.returns import registry as return_registry
from rectification.returns.documents import clue_forms
from rectification.returns.models.clues import ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    content: bytes


def pack_month(merge: MonthlyMerge, *, by: Actor) -> Package:
    """The package for one reader, who is recorded as reading each restricted document. Raises RuleViolation before freezing."""
    if merge.is_open:
        raise RuleViolation(f"{merge}还没有定稿，定稿后才能下载。")
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in _files(merge, by):
            archive.writestr(name, content)
    return Package(f"{merge.bureau.short_name}{merge}.zip", stream.getvalue())


def _files(merge: MonthlyMerge, by: Actor) -> Iterator[tuple[str, bytes]]:
    for document in _issued(clue_forms.MERGED_FORM, merge, [merge.pk]):
        yield f"汇总表.{_ending(document)}", document_services.open_document(by, document.pk).content
    reports = ClueReport.objects.of(merge.bureau_id).of_month(merge.campaign, merge.year, merge.month)
    frozen = {report.pk: report for report in reports.select_related("school")}
    for document in _issued(clue_forms.SCHOOL_FORM, merge, frozen).filter(media_type=document_registry.PDF):
        school = frozen[document.order.subject_id].school
        yield (
            f"学校登记表/{school.code} {school.name}.{_ending(document)}",
            document_services.open_document(by, document.pk).content,
        )
    for contents in return_registry.contents():
        yield from contents(merge, by)


def _issued(kind: str, merge: MonthlyMerge, subject_ids: Iterable[int]) -> IssuedDocumentQuerySet:
    rows = IssuedDocument.objects.of(merge.bureau_id).filter(order__kind=kind, order__subject_id__in=list(subject_ids))
    return rows.select_related("order").order_by("order", "media_type")


def _ending(document: IssuedDocument) -> str:
    return document_registry.ENDINGS[document.media_type]
