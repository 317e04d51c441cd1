"""The files that people of a run hand in."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image, ImageDraw

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def sheet(name: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> SimpleUploadedFile:
    """An XLSX as an office hands it in."""
    book = Workbook()
    page = book.worksheets[0]
    for row in (head, *rows):
        page.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile(f"{name}.xlsx", stream.getvalue())


def certificate(name: str) -> SimpleUploadedFile:
    """A photograph of a paper, labeled as an example."""
    picture = Image.new("RGB", (320, 200), "#f4f1e8")
    ImageDraw.Draw(picture).text((20, 90), "SAMPLE CERTIFICATE - NOT REAL", fill="#8a1f1f")
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return SimpleUploadedFile(f"{name}（示例）.jpg", stream.getvalue(), content_type="image/jpeg")


def paper(name: str) -> SimpleUploadedFile:
    """A small PDF."""
    return SimpleUploadedFile(f"{name}（示例）.pdf", PDF, content_type="application/pdf")
