"""Files that people hand in: recognized by content, cleaned, refused with a sentence, kept private."""

import hashlib
import stat
import struct
import zipfile
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from afterschool.papers import uploads
from afterschool.papers.spreadsheets import write_xlsx
from afterschool.papers.uploads import EVIDENCE, PAPERS, SHEETS, Kind, check_upload
from afterschool.values.errors import RuleViolation
from tests.files import PDF, drawing

ON = date(2026, 9, 1)


def upload(content: bytes, name: str = "低保证.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (25.0, 3.0, 14.0)  # GPS latitude
    exif[0x010E] = "SECRET-PLACE"
    return drawing(exif=exif) + b"hidden trailer"


def archive(entries: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return stream.getvalue()


def test_a_photo_loses_its_place_and_stands_upright():
    checked = check_upload(upload(photo_with_place()))
    image = Image.open(BytesIO(checked.content))
    assert (checked.kind, checked.media_type, image.size) == (Kind.JPEG, "image/jpeg", (40, 60))
    assert not image.getexif()
    assert b"SECRET" not in checked.content and b"trailer" not in checked.content
    assert checked.sha256 == hashlib.sha256(checked.content).hexdigest()


def test_a_png_keeps_its_transparency_and_loses_its_comments():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "SECRET-PLACE")
    checked = check_upload(upload(drawing("PNG", mode="RGBA", pnginfo=info), "图.png"))
    assert Image.open(BytesIO(checked.content)).mode == "RGBA"
    assert b"SECRET" not in checked.content


def test_a_large_photo_is_made_smaller():
    checked = check_upload(upload(drawing(size=(4000, 2000))))
    assert Image.open(BytesIO(checked.content)).size == (3000, 1500)


@pytest.mark.parametrize("size", [(1, 1), (2, 3)])
def test_gray_and_palette_pictures_pass(size):
    assert check_upload(upload(drawing("PNG", size, "L"))).kind is Kind.PNG
    assert check_upload(upload(drawing("PNG", size, "P"))).kind is Kind.PNG
    assert check_upload(upload(drawing("JPEG", size, "CMYK"))).kind is Kind.JPEG


def test_a_pdf_passes_unchanged():
    checked = check_upload(upload(PDF, "证明.pdf"))
    assert (checked.kind, checked.content, checked.name) == (Kind.PDF, PDF, "证明.pdf")


def test_a_workbook_passes():
    content = write_xlsx("名册", ["姓名"], [["张示例"]])
    assert check_upload(upload(content, "名册.xlsx"), kinds=SHEETS).kind is Kind.XLSX


def test_a_document_passes_where_papers_are_taken():
    content = archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert check_upload(upload(content, "预案.docx"), kinds=PAPERS).name == "预案.docx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_passes(encoding):
    assert check_upload(upload("姓名,班级\n张示例,一班\n".encode(encoding), "a.csv"), kinds=SHEETS).kind is Kind.CSV


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空的"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "视频"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "旧版或加了密码"),
        (b"GIF89a\0\0", "不支持这种图片"),
        (b"Rar!\x1a\x07\0", "压缩包"),
        (b"MZ\x90\0\0", "程序文件"),
        (b"\xff\xd8\xff\xe0not a picture", "图片已损坏"),
        (drawing()[:-200], "图片已损坏"),
        (b"<html><script>alert(1)</script></html>", "认不出"),
        ("姓名,班级\n".encode(), "这是CSV 表格"),
        (PDF[:-8], "不完整"),
        (PDF.replace(b"/Type", b"/Encrypt 5 0 R/Type"), "加了密码或限制"),
        (PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript/JS(x)>>/Type"), "脚本"),
        (archive({"a.txt": b"x"}), "认不出"),
        (b"PK\x03\x04broken", "认不出"),
    ],
)
def test_what_is_refused_and_why(content, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        check_upload(upload(content), kinds=EVIDENCE)


def test_the_ending_does_not_decide():
    assert check_upload(upload(drawing(), "病毒.exe")).name == "病毒.jpg"
    with pytest.raises(RuleViolation, match="认不出"):
        check_upload(upload(b"<svg onload='x'/>", "图.png"))


def test_too_large():
    with pytest.raises(RuleViolation, match="超过 1 KB"):
        check_upload(upload(drawing(size=(900, 900))), max_bytes=1024)


def test_a_picture_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "IMAGE_MAX_PIXELS", 2000)
    with pytest.raises(RuleViolation, match="像素太多"):
        check_upload(upload(drawing(size=(60, 40))))


def test_a_zip_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "ARCHIVE_MAX_BYTES", 1_000_000)
    bomb = archive({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 2_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(RuleViolation, match="展开后过大"):
        check_upload(upload(bomb), kinds=SHEETS)


def test_a_zip_that_lies_about_its_size_is_refused():
    content = archive({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b"0" * 50_000})
    lying = content.replace(struct.pack("<L", 50_000), struct.pack("<L", 10))
    with pytest.raises(RuleViolation, match="已损坏"):
        check_upload(upload(lying), kinds=SHEETS)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\张\\低保证.JPG", "低保证.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie x.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("...", "附件.jpg"),
        ("", "附件.jpg"),
        ("长" * 200 + ".jpg", "长" * 80 + ".jpg"),
    ],
)
def test_names_are_made_safe(given, kept):
    file = upload(drawing())
    file._name = given
    assert check_upload(file).name == kept


# --- keeping ----------------------------------------------------------------------------------------


@pytest.fixture
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


def test_a_private_file_is_for_the_server_alone(private):
    stored = uploads.store_private(PDF, bureau_code="150802", ending="pdf", on=ON)
    path = private / stored.path
    assert stored.path.startswith("150802/2026/09/") and stored.path.endswith(".pdf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (stored.size, stored.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert uploads.read_private(stored.path, sha256=stored.sha256) == PDF
    with uploads.open_private(stored.path) as file:
        assert file.read() == PDF


def test_names_are_never_reused(private):
    paths = {uploads.store_private(PDF, bureau_code="150802", ending="pdf", on=ON).path for _ in range(50)}
    assert len(paths) == 50


def test_a_file_changed_on_disk_is_not_handed_out(private):
    stored = uploads.store_private(PDF, bureau_code="150802", ending="pdf", on=ON)
    (private / stored.path).write_bytes(PDF + b"x")
    with pytest.raises(uploads.ChangedOnDisk):
        uploads.read_private(stored.path, sha256=stored.sha256)


@pytest.mark.parametrize("path", ["../outside", "/etc/passwd", "150802/../../outside"])
def test_no_path_leaves_the_private_folder(private, path):
    with pytest.raises(ValueError, match="leaves"):
        uploads.read_private(path)


@pytest.mark.parametrize("part", ["..", "a/b", "", "x y"])
def test_no_odd_folder_is_made(private, part):
    with pytest.raises(ValueError, match="plain part"):
        uploads.store_private(PDF, bureau_code=part, ending="pdf", on=ON)


def test_a_file_is_put_at_its_path_once_and_whole(private):
    path, made = "150802/2026/11/ABC.pdf", []

    def make():
        made.append(PDF)
        return PDF

    first, again = uploads.keep_once(path, make), uploads.keep_once(path, make)
    assert first == again and first.path == path and len(made) == 1
    assert uploads.read_private(path, sha256=first.sha256) == PDF
    full = private / path
    assert stat.S_IMODE(full.stat().st_mode) == 0o600
    assert [file.name for file in full.parent.iterdir()] == ["ABC.pdf"]


def test_who_comes_second_keeps_the_file_of_who_came_first(private):
    path = "150802/2026/11/ABC.pdf"

    def slower():
        uploads.keep_once(path, lambda: b"first")
        return b"second"

    assert uploads.keep_once(path, slower).size == len(b"first")
    assert [file.read_bytes() for file in (private / path).parent.iterdir()] == [b"first"]


def test_a_file_that_could_not_be_made_leaves_nothing(private):
    with pytest.raises(ZeroDivisionError):
        uploads.keep_once("150802/2026/11/ABC.pdf", lambda: 1 / 0)
    with pytest.raises(ValueError, match="leaves the private folder"):
        uploads.keep_once("../ABC.pdf", lambda: PDF)
    assert not private.exists()
