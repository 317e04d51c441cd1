"""Printed documents: one renderer (WeasyPrint), two layouts (templates/documents/official.html and register.html).

    pdf = render_pdf("schools/plans/plan_document.html", {"plan": frozen, "stamp": stamp})

The same template and context give the same bytes. Nothing is fetched from the network. A character that no installed
font can draw is printed as its code point, 〔U+1F600〕: a document may neither show a blank nor fail because of one.
"""

import ctypes
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, Error, register
from django.template.loader import render_to_string
from django.utils.html import escape

BASE_URL = "http://document.invalid/"  # relative addresses in a document resolve here: a host that cannot exist


class ForeignResource(Exception):
    """A document refers to something that is neither a static file of the product nor a data: URL."""


def render_pdf(template_name: str, context: Mapping[str, Any]) -> bytes:
    """A template that extends one of the layouts, as PDF."""
    return pdf_from_html(render_to_string(template_name, dict(context)))


def pdf_from_html(html: str) -> bytes:
    """A whole HTML page as PDF."""
    content, missing = _write(html)
    if missing:
        content, _ = _write(_spelled_out(html, missing))
    return content


def _write(html: str) -> tuple[bytes, set[int]]:
    from weasyprint import HTML  # loads pango: commands that print nothing start without it
    from weasyprint.urls import FatalURLFetchingError

    with _listening() as missing:
        try:
            content = HTML(string=html, base_url=BASE_URL, url_fetcher=_fetcher()).write_pdf()
        except FatalURLFetchingError as error:  # a BaseException there
            raise ForeignResource(str(error)) from None
        return content, missing


def _spelled_out(html: str, missing: set[int]) -> str:
    return html.translate({point: f"〔U+{point:04X}〕" for point in missing})


# --- a reader's copy --------------------------------------------------------------------------------

MARK = """<style>
@page {{ size: {width}pt {height}pt; margin: 0; }}
body {{ margin: 0; color: #e4e4e4; font: 20pt/1 "Noto Sans CJK SC", sans-serif; }}
p {{ margin: 0 0 {gap}pt; white-space: nowrap; transform: rotate(-18deg); text-align: center; }}
</style>{lines}"""


def with_watermark(content: bytes, words: str) -> bytes:
    """A reader's copy of a PDF, with these words behind the text of every page. The stored original is not changed."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=BytesIO(content))
    for page in writer.pages:
        mark = _mark(words, float(page.mediabox.width), float(page.mediabox.height))
        page.merge_page(PdfReader(BytesIO(mark)).pages[0], over=False)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


@lru_cache(maxsize=16)
def _mark(words: str, width: float, height: float) -> bytes:
    """A page that holds only the watermark: reused for all pages of a size and all documents of a package."""
    line = f"<p>{escape(words)}　　　{escape(words)}</p>"
    return pdf_from_html(MARK.format(width=width, height=height, gap=height / 5, lines=line * 5))


# --- what a document may load -----------------------------------------------------------------------


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class DocumentFetcher(URLFetcher):
        """Static files of the product and data: URLs; anything else is a mistake that stops the document."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = _static_path(url)
            if path:
                return URLFetcherResponse(url, Path(path).read_bytes())
            raise FatalURLFetchingError(f"A document may load only static files and data: URLs, not {url}")

    return DocumentFetcher(allowed_protocols={"data"})


def _static_path(url: str) -> str | None:
    """Where a static file lies: among the sources, or, with its hashed name, in the collected folder."""
    prefix = urljoin(BASE_URL, settings.STATIC_URL)
    name = unquote(urlsplit(url.removeprefix(prefix)).path)
    if not url.startswith(prefix) or ".." in name:
        return None
    if path := finders.find(name):
        return str(path)
    return staticfiles_storage.path(name) if settings.STATIC_ROOT and staticfiles_storage.exists(name) else None


# --- characters that no font has --------------------------------------------------------------------


class _Listener(logging.Handler):
    """Collects, thread by thread, the code points that WeasyPrint reports as undrawable."""

    heard = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            missing: set[object] = getattr(self.heard, "missing", set())
            missing.add(record.args[1])


@contextmanager
def _listening() -> Iterator[set[int]]:
    missing: set[int] = set()
    _Listener.heard.missing = missing
    logger = logging.getLogger("weasyprint")
    if not any(isinstance(handler, _Listener) for handler in logger.handlers):
        logger.addHandler(_Listener())
        logger.setLevel(logging.WARNING)
        logger.propagate = False  # style warnings are for our tests of the layouts, not for the log of an installation
    yield missing


# --- start-up check ---------------------------------------------------------------------------------

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk fonts-arphic-gkai00mp"
PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")
HARFBUZZ_SUBSET = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll")
RARE_NAMES = "堃喆玥祎䶮"  # characters of real names outside GB2312


@register()
def check_printing(**_: object) -> list[CheckMessage]:
    """Fails loudly before the first document, not in the middle of the month's forms."""
    hint = f"On Debian: apt-get install {PACKAGES}"
    problems: list[CheckMessage] = []
    if _library(PANGO) is None:
        problems.append(Error("Documents cannot be printed: pango is not installed.", hint=hint, id="afterschool.E010"))
    if _library(HARFBUZZ_SUBSET) is None:
        sentence = "Documents would take half a minute a page: libharfbuzz-subset is not installed."
        problems.append(Error(sentence, hint=hint, id="afterschool.E011"))
    if not _has_font_for(RARE_NAMES):
        sentence = f"Documents would print blanks in names: no installed font has all of {RARE_NAMES}."
        problems.append(Error(sentence, hint=hint, id="afterschool.E012"))
    return problems


def _library(names: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _has_font_for(characters: str) -> bool:
    """Asks fontconfig, as pango does later. Takes a millisecond, for every command runs this check."""
    fontconfig = _library(FONTCONFIG)
    if fontconfig is None:
        return False
    for function in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(fontconfig, function).restype = ctypes.c_void_p
    fontconfig.FcFontList.argtypes = [ctypes.c_void_p] * 3
    pattern = fontconfig.FcNameParse(f":charset={' '.join(f'{ord(c):x}' for c in characters)}".encode())
    fonts = fontconfig.FcFontList(None, pattern, fontconfig.FcObjectSetCreate())
    return bool(fonts) and ctypes.c_int.from_address(fonts).value > 0  # FcFontSet begins with its count
