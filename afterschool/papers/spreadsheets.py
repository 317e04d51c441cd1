"""Tables out as XLSX (openpyxl) and in from XLSX (python-calamine, six times faster) or CSV."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Literal

from django.conf import settings
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineWorkbook

from afterschool.papers.uploads import SHEETS, Kind, Upload, check_upload
from afterschool.values.errors import RuleViolation

# --- out --------------------------------------------------------------------------------------------

Format = Literal["text", "number", "money", "date", "datetime", "percent"]
NUMBER_FORMATS: dict[str, str] = {
    "text": "@",
    "number": "0",
    "money": "#,##0.00",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
    "percent": "0.0%",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LINE = Side(style="thin", color="808080")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD_FILL = PatternFill("solid", fgColor="E8EDF3")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, width in Latin characters (a Chinese one takes two), and how its values are shown."""

    title: str
    width: float = 14
    format: Format = "text"


def write_xlsx(
    title: str,
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Any]],
    *,
    subtitle: str = "",
    notes: Sequence[str] = (),
    sheet_name: str = "",
) -> bytes:
    """One table ready to be read and printed: title row, optional line under it, headings, rows, notes below.

    Text is stored as text: what begins with = + - @ is never a formula, and long numbers keep every digit.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "".join(character for character in (sheet_name or title) if character not in r"[]:*?/\'")[:31] or "表"
    frame = [column if isinstance(column, Column) else Column(column) for column in columns]
    _merged_row(sheet, 1, title, len(frame), Font(name="黑体", size=16), "center", height=34)
    if subtitle:
        _merged_row(sheet, 2, subtitle, len(frame), Font(name="宋体", size=11), "left", height=22)
    head = 3 if subtitle else 2
    for number, column in enumerate(frame, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        _put_text(sheet.cell(head, number), column.title)
        _dress(sheet.cell(head, number), bold=True)
    last = head
    for last, row in enumerate(rows, start=head + 1):
        for number, (column, value) in enumerate(zip(frame, row, strict=True), start=1):
            _fill(sheet.cell(last, number), value, column.format)
    for offset, note in enumerate(notes, start=1):
        _merged_row(sheet, last + offset, note, len(frame), Font(name="宋体", size=10), "left", height=20)
    _set_up_print(sheet, head)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _merged_row(sheet: Worksheet, row: int, text: str, width: int, font: Font, horizontal: str, height: float) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    cell = sheet.cell(row, 1)
    _put_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)  # type: ignore[arg-type]
    lines = -(
        -len(text) * 2 // max(1, sum(sheet.column_dimensions[get_column_letter(n)].width for n in range(1, width + 1)))
    )
    sheet.row_dimensions[row].height = height * max(1, lines)


def _dress(cell: Cell, *, bold: bool = False) -> None:
    cell.font = Font(name="黑体" if bold else "宋体", size=11)
    cell.border = GRID
    cell.alignment = Alignment(horizontal="center" if bold else None, vertical="center", wrap_text=True)
    if bold:
        cell.fill = HEAD_FILL


def _fill(cell: Cell, value: Any, format: Format) -> None:
    _dress(cell)
    cell.number_format = NUMBER_FORMATS[format]
    if isinstance(value, datetime):
        cell.value = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    elif isinstance(value, bool):
        cell.value = "是" if value else "否"
    elif value is None or isinstance(value, (int, float, Decimal, date)):
        cell.value = value
    else:
        _put_text(cell, str(value))


def _put_text(cell: Cell, text: str) -> None:
    """Writes text as text: the type is set after the value, because openpyxl takes a leading “=” for a formula."""
    text = "".join(c for c in text if c in "\t\n\r" or ord(c) >= 32)[:32_767]
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # the spreadsheet shows it as text even after the cell was edited


def _set_up_print(sheet: Worksheet, head: int) -> None:
    """A4 landscape, as wide as one page, headings on every page, page numbers."""
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.print_title_rows = f"1:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


# --- in ---------------------------------------------------------------------------------------------

ROW_LIMIT = 50_000


def read_rows(upload: Upload, *, max_bytes: int | None = None, row_limit: int = ROW_LIMIT) -> list[list[str]]:
    """The first sheet as rows of text, trailing empty rows and columns dropped; the first row is the heading.

    Every value becomes the text a person sees: 42.0 → 42, a date → 2026-09-01. The caller parses it with its own rules,
    so that an ID number or a class "03" typed as text or as a number arrives the same way.
    """
    checked = check_upload(
        upload, kinds=SHEETS, max_bytes=settings.UPLOAD_MAX_BYTES if max_bytes is None else max_bytes
    )
    raw = _xlsx_rows(checked.content) if checked.kind is Kind.XLSX else _csv_rows(checked.content)
    rows = _trimmed([[_as_text(value) for value in row] for row in raw])
    if len(rows) > row_limit + 1:
        raise RuleViolation(f"表格有 {len(rows) - 1} 行，一次最多导入 {row_limit} 行，请分几次导入。")
    if len(rows) < 2:
        raise RuleViolation("表格里没有数据：第一行应为表头，从第二行起每行一条。")
    return rows


def _xlsx_rows(content: bytes) -> list[list[Any]]:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError, ValueError):
        raise RuleViolation("读不出这个 XLSX 表格，请用表格软件重新另存后再上传。") from None


def _csv_rows(content: bytes) -> list[list[str]]:
    """UTF-8 with or without BOM, else GB18030, which is what Excel in Chinese saves as CSV."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    first_line = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=first_line.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise RuleViolation(f"CSV 表格的格式不对（{error}），请检查引号和逗号，或另存为 XLSX 再上传。") from None


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.15g}" if not value.is_integer() else f"{value:.0f}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == datetime.min.time() else "%Y-%m-%d %H:%M")
    return str(value).strip()


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((number for row in rows for number, value in enumerate(row, start=1) if value), default=0)
    return [(row + [""] * width)[:width] for row in rows]
