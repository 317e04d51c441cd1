"""The product's papers as pictures: each kind that the stage holds, its pages drawn, its words looked for on the sheet."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from afterschool.papers import uploads
from afterschool.tenancy.scopes import bureau_scope
from audit.roles import Role
from bureaus.documents import registry
from bureaus.documents import services as document_services
from bureaus.documents.models import DocumentOrder
from schools.plans import documents as plan_documents
from schools.plans.models import ServicePlan
from tests.look.lens import Fault
from tests.papers import EVERY_FILE, RENDERER
from tests.stage import Stage

DOTS_PER_INCH = 60
EDGE = 14  # points, about 5 mm: what a printer leaves white
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


def orders(stage: Stage) -> list[DocumentOrder]:
    """One of each kind; the plan's paper is ordered here."""
    bureau_id = stage.county.bureau.pk
    with bureau_scope(bureau_id):
        plan_documents.order_plan_document(ServicePlan.objects.of(bureau_id).get(), by=stage.county.actor(Role.OFFICER))
        ordered = (
            DocumentOrder.objects.of(bureau_id).select_related("bureau").exclude(renderer__in=[RENDERER, EVERY_FILE])
        )
        return list({order.kind: order for order in ordered}.values())


def content_of(order: DocumentOrder) -> bytes:
    file = document_services.render_document(order)[registry.PDF]
    return uploads.read_private(file.path, sha256=file.sha256)


def draw(pdf: bytes, target: Path) -> list[Path]:
    """A picture of each page."""
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-", str(target)], input=pdf, check=True)
    return sorted(target.parent.glob(f"{target.name}-*.png"))


def faults(pdf: bytes) -> list[Fault]:
    """Words beyond what a printer prints, and sheets with nothing on them."""
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [fault for number, page in enumerate(PAGE.finditer(boxes), start=1) for fault in _of_page(number, page)]


def _of_page(number: int, page: re.Match[str]) -> Iterator[Fault]:
    width, height = float(page[1]), float(page[2])
    words = WORD.findall(page[3])
    if not words:
        yield Fault("empty sheet", f"page {number}")
    for left, top, right, bottom, word in words:
        margins = float(left), float(top), width - float(right), height - float(bottom)
        if min(margins) < EDGE:
            yield Fault("runs off the sheet", f"page {number}", f"“{word}”")
