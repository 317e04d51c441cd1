"""Files as people hand them in: a drawn photograph, a small PDF."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def drawing(format="JPEG", size=(60, 40), mode="RGB", **options) -> bytes:
    """The bytes of a picture."""
    stream = BytesIO()
    Image.new(mode, size, "red").save(stream, format, **options)
    return stream.getvalue()


def photograph(name: str = "低保证.jpg") -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    return SimpleUploadedFile(name, drawing(), content_type="image/jpeg")


def blank_page() -> bytes:
    """A whole PDF, on which the reader of a restricted document can be stamped."""
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(file)
    return file.getvalue()
