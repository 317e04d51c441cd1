"""A document of the tests' own: its content says what bytes its file holds, or names a way to render them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from audit import jobs
from audit.models import Job
from bureaus.documents import registry
from bureaus.documents import reports as document_reports
from bureaus.documents import services as document_services
from bureaus.documents import tasks as document_tasks
from bureaus.documents.models import DocumentOrder, IssuedDocument
from bureaus.documents.services import Paper
from tests.files import PDF
from tests.world import County

RENDERER = "test_paper"
EVERY_FILE = "test_paper_and_table"
ways: dict[str, Callable[[Any, registry.Stamp], bytes]] = {}  # for one test: what to do instead


@registry.renders(RENDERER)
@registry.renders(EVERY_FILE)
def _render(content: Any, stamp: registry.Stamp) -> bytes:
    way = ways.get(content.get("way", ""))
    return way(content, stamp) if way else content.get("bytes", PDF.decode("latin-1")).encode("latin-1")


@registry.renders(EVERY_FILE, registry.XLSX)
def _tabulate(content: Any, stamp: registry.Stamp) -> bytes:
    way = ways.get("table")
    return way(content, stamp) if way else b"a table"


def ordered(county: County, body: bytes = PDF, **options: Any) -> DocumentOrder:
    """An order that nobody has worked off yet. `body` is what its file will hold."""
    values = {"kind": "notice", "title": "示例通知", "subject": county.school, "renderer": RENDERER}
    values |= {"content": {"bytes": body.decode("latin-1")}}
    return document_services.order_document(Paper(**values | options), by=county.actor("officer"))


def issued(county: County, body: bytes = PDF, **options: Any) -> IssuedDocument:
    """A document with its file, as the worker leaves it."""
    order = ordered(county, body, **options)
    document_tasks.make_document(county.bureau.pk, order.pk)
    return IssuedDocument.objects.of(county.bureau.pk).select_related("order").get(order=order, media_type=registry.PDF)


def work_off() -> None:
    """What the worker does once the orders are committed."""
    for pk in (
        Job.objects.filter(kind=document_reports.JOB, status=Job.Status.WAITING)
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        jobs.run_job(pk)
