"""Files that people hand in: the type is read from the content, the size is limited, the file is kept private.

A private file lies under `settings.PRIVATE_ROOT`, never under a static or media address, and leaves only through a view
that asks for permission (`bureaus:download_attachment`). Photos are drawn anew, so that the place where a child's
certificate was photographed (EXIF GPS) is not stored: the Personal Information Protection Law, articles 6 and 28, asks
for no more than the purpose needs.
"""

import hashlib
import os
import re
import secrets
import unicodedata
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from afterschool.values.errors import RuleViolation


class Kind(Enum):
    """The actual type of a file: Chinese name, media type, extension."""

    JPEG = ("JPG 图片", "image/jpeg", "jpg")
    PNG = ("PNG 图片", "image/png", "png")
    PDF = ("PDF 文件", "application/pdf", "pdf")
    XLSX = ("XLSX 表格", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
    DOCX = ("DOCX 文档", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
    CSV = ("CSV 表格", "text/csv", "csv")

    def __init__(self, label: str, media_type: str, ending: str):
        self.label, self.media_type, self.ending = label, media_type, ending


IMAGES = frozenset({Kind.JPEG, Kind.PNG})
EVIDENCE = IMAGES | {Kind.PDF}  # a photographed or scanned certificate
SHEETS = frozenset({Kind.XLSX, Kind.CSV})
PAPERS = EVIDENCE | {Kind.DOCX, Kind.XLSX}  # what a school attaches to its plan
IMAGE_MAX_PIXELS = 60_000_000
IMAGE_MAX_SIDE = 3000  # a page of A4 at 250 dpi: a certificate stays readable
ARCHIVE_MAX_BYTES = 120 * 1024 * 1024
ARCHIVE_MAX_FILES = 3000
NAME_MAX_LENGTH = 80


class Upload(Protocol):
    """The part of Django's UploadedFile that is used here."""

    name: str | None
    size: int | None

    def seek(self, offset: int, /) -> object: ...
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that may be stored: safe name, true kind, cleaned content, its SHA-256."""

    name: str
    kind: Kind
    content: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        return self.kind.media_type

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def size(self) -> int:
        return len(self.content)


# --- checking ---------------------------------------------------------------------------------------


def check_upload(file: Upload, *, kinds: Collection[Kind] = EVIDENCE, max_bytes: int | None = None) -> CheckedUpload:
    """Returns the cleaned file. Raises RuleViolation with what is wrong and what to do instead."""
    limit = settings.UPLOAD_MAX_BYTES if max_bytes is None else max_bytes
    content = _read(file, limit)
    kind = _recognize(content, kinds)
    if kind in IMAGES:
        content = _redraw(content, kind)
    elif kind in (Kind.XLSX, Kind.DOCX):
        _check_archive(content, kind)
    elif kind is Kind.PDF:
        _check_pdf(content)
    return CheckedUpload(name=_safe_name(file.name or "", kind), kind=kind, content=content)


def _read(file: Upload, limit: int) -> bytes:
    file.seek(0)
    content = file.read(limit + 1)
    if not content:
        raise RuleViolation("文件是空的，请重新选择。")
    if len(content) > limit:
        raise RuleViolation(f"文件超过 {_megabytes(limit)}，请压缩后再上传。")
    return content


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.3g} MB" if size >= 1024 * 1024 else f"{size // 1024} KB"


# What people send by mistake, and what to tell them. (start of the file, sentence)
REFUSED_SIGNATURES = (
    (
        rb".{4}ftyp(heic|heix|hevc|heim|heis|mif1|msf1)",
        "这是苹果手机的 HEIC 图片。请在手机“相机—格式”中选“兼容性最佳”，或先转成 JPG 再上传。",
    ),
    (rb".{4}ftyp", "这是视频或不支持的图片格式，请改传 JPG、PNG 图片。"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是旧版或加了密码的 Office 文件。请去掉密码，另存为 XLSX 或 PDF 再上传。"),
    (rb"GIF8[79]a|RIFF.{4}WEBP|BM|II\*\x00|MM\x00\*", "不支持这种图片格式，请另存为 JPG 或 PNG 再上传。"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "不能上传压缩包，请解压后逐个上传。"),
    (rb"MZ|\x7fELF|#!", "这是程序文件，不能上传。"),
)


def _recognize(content: bytes, kinds: Collection[Kind]) -> Kind:
    kind = _kind_of(content)
    if kind in kinds and kind is not None:
        return kind
    for signature, sentence in REFUSED_SIGNATURES:
        if re.match(signature, content, re.DOTALL):
            raise RuleViolation(sentence)
    allowed = "、".join(sorted(each.label for each in kinds))
    actual = f"这是{kind.label}" if kind else "认不出这个文件的类型（以内容为准，不看扩展名）"
    raise RuleViolation(f"{actual}，这里只收{allowed}。")


def _kind_of(content: bytes) -> Kind | None:
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return Kind.CSV if _is_text(content) else None


def _office_kind(content: bytes) -> Kind | None:
    try:
        names = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        return None
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    return Kind.DOCX if "word/document.xml" in names else None


def _is_text(content: bytes) -> bool:
    """Rows of text in an encoding that Chinese spreadsheets save as; markup is not a table."""
    if re.match(rb"\s*<|[^\n]*\x00", content.removeprefix(b"\xef\xbb\xbf")):
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(
            unicodedata.category(character) == "Cc" and character not in "\t\r\n" for character in text[:4096]
        )
    return False


def _redraw(content: bytes, kind: Kind) -> bytes:
    """The same picture reduced to its pixels: turned upright, without EXIF, location or trailing data."""
    try:
        with Image.open(BytesIO(content), formats=[kind.name]) as image:
            if image.width * image.height > IMAGE_MAX_PIXELS:
                raise RuleViolation("图片的像素太多，请用手机默认尺寸重新拍摄。")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((IMAGE_MAX_SIDE, IMAGE_MAX_SIDE))
            clean = upright.convert("RGBA" if kind is Kind.PNG and "A" in upright.getbands() else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise RuleViolation("图片已损坏，打不开，请重新拍摄或另存后再上传。") from None
    clean.info.clear()
    drawn = BytesIO()
    clean.save(drawn, kind.name, **({"quality": 88} if kind is Kind.JPEG else {"optimize": False}))
    return drawn.getvalue()


def _check_archive(content: bytes, kind: Kind) -> None:
    """An office file is a zip: refuse one that unpacks to a flood, is locked, or lies about its sizes."""
    damaged = RuleViolation(f"这个{kind.label}已损坏或加了密码，请重新另存后再上传。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > ARCHIVE_MAX_FILES or sum(entry.file_size for entry in entries) > ARCHIVE_MAX_BYTES:
                raise RuleViolation(f"这个{kind.label}展开后过大，请删去多余的工作表和图片后再上传。")
            if any(entry.flag_bits & 1 for entry in entries) or archive.testzip() is not None:
                raise damaged
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise damaged from None


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise RuleViolation("PDF 文件不完整，请重新导出后再上传。")
    if b"/Encrypt" in content:
        raise RuleViolation("PDF 文件加了密码或限制，请去掉后再上传。")
    if re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b", content):
        raise RuleViolation("PDF 文件里带有脚本或嵌入文件，请用“打印为 PDF”重新生成后再上传。")


def _safe_name(name: str, kind: Kind) -> str:
    """The name shown to readers: no folders, no control characters, the extension of the actual type."""
    bare = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    printable = "".join(c for c in bare if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*%;')
    stem = printable.rsplit(".", 1)[0] if "." in printable else printable
    return f"{stem.strip(' .')[:NAME_MAX_LENGTH] or '附件'}.{kind.ending}"


# --- keeping ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The location of a private file (relative to PRIVATE_ROOT) and its expected hash."""

    path: str
    sha256: str
    size: int


def store_private(content: bytes, *, bureau_code: str, ending: str, on: date) -> StoredFile:
    """Writes the file once under `<bureau>/<year>/<month>/<random name>`, readable only by the server's user.

    The file is written before the row that names it is committed: a rolled-back transaction leaves a file nobody can
    reach, never a row without its file.
    """
    folder = PurePosixPath(_part(bureau_code), f"{on:%Y}", f"{on:%m}")
    path = folder / f"{secrets.token_urlsafe(18)}.{_part(ending)}"
    (_root() / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(_root() / path, content)
    return StoredFile(str(path), hashlib.sha256(content).hexdigest(), len(content))


def keep_once(path: str, make: Callable[[], bytes]) -> StoredFile:
    """The private file at this path (relative to PRIVATE_ROOT), made and put there only where there is none.

    It appears whole or not at all, and is never written over: of two that make it at once the first wins, and whoever was
    killed after putting it there has left it for the next.
    """
    full = _inside(path)
    if not full.exists():
        _put(full, make())
    content = full.read_bytes()
    return StoredFile(path, hashlib.sha256(content).hexdigest(), len(content))


def _put(full: Path, content: bytes) -> None:
    full.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = full.with_name(f"{full.name}.{secrets.token_hex(8)}.part")
    try:
        _write(unfinished, content)
        os.link(unfinished, full)
    except FileExistsError:
        pass  # somebody else was first
    finally:
        unfinished.unlink(missing_ok=True)


def _write(full: Path, content: bytes) -> None:
    descriptor = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _part(word: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z]{1,20}", word):
        raise ValueError(f"Not a plain part of a path: {word!r}")
    return word


def read_private(path: str, *, sha256: str = "") -> bytes:
    """The whole content. With `sha256`, raises ChangedOnDisk for a file that changed since it was stored."""
    content = _inside(path).read_bytes()
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        raise ChangedOnDisk(path)
    return content


class ChangedOnDisk(Exception):
    """A private file differs from what was stored: damage or tampering, which the operator has to investigate."""


def open_private(path: str) -> IO[bytes]:
    return _inside(path).open("rb")


def _inside(path: str) -> Path:
    full = (_root() / path).resolve()
    if not full.is_relative_to(_root().resolve()):
        raise ValueError("The path leaves the private folder.")
    return full


def _root() -> Path:
    return Path(settings.PRIVATE_ROOT)
