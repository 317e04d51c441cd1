"""Tables out and in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from afterschool.papers.spreadsheets import Column, read_rows, write_xlsx
from afterschool.values.errors import RuleViolation

COLUMNS = [
    "姓名",
    Column("身份证号", 22),
    Column("金额", format="money"),
    Column("日期", format="date"),
    Column("时间", 18, "datetime"),
    Column("参加", 8),
]
ROW = [
    "张示例",
    "11010519491231002X",
    Decimal("120.50"),
    date(2026, 9, 1),
    datetime(2026, 9, 1, 8, 30, tzinfo=UTC),
    True,
]


def naive(*when: int) -> datetime:
    """As a spreadsheet keeps it: local time without a zone."""
    return datetime(*when, tzinfo=UTC).replace(tzinfo=None)


def opened(content: bytes):
    return openpyxl.load_workbook(BytesIO(content)).active


def sheet(rows, columns=("姓名", "班级", "备注"), **options):
    return SimpleUploadedFile("名册.xlsx", write_xlsx("名册", list(columns), rows, **options))


def test_a_table_reads_well():
    page = opened(
        write_xlsx("名册", COLUMNS, [ROW], subtitle="填报单位：示例小学", notes=["注：示例"], sheet_name="名册/一")
    )
    assert page.title == "名册一"
    assert [page["A1"].value, page["A2"].value, page["A3"].value, page["A5"].value] == [
        "名册",
        "填报单位：示例小学",
        "姓名",
        "注：示例",
    ]
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:F1", "A2:F2", "A5:F5"}
    assert [cell.value for cell in page[4]] == [
        "张示例",
        "11010519491231002X",
        120.5,
        naive(2026, 9, 1),
        naive(2026, 9, 1, 16, 30),
        "是",
    ]
    assert page["C4"].number_format == "#,##0.00"
    assert page.column_dimensions["B"].width == 22


def test_a_table_prints_on_a4_landscape_with_its_headings_on_every_page():
    page = opened(write_xlsx("名册", COLUMNS, [ROW]))
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$1:$2"
    assert page.freeze_panes == "A3"


@pytest.mark.parametrize("text", ["=1+1", "+86 199", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "\x00=1"])
def test_text_is_never_a_formula(text):
    page = opened(write_xlsx("=名册", ["=姓名"], [[text]], notes=["=注"]))
    for cell in (page["A1"], page["A2"], page["A3"], page["A4"]):
        assert cell.data_type == "s"
    assert page["A3"].value == text.replace("\x00", "")
    assert page["A3"].quotePrefix


def test_a_row_of_the_wrong_length_is_our_mistake():
    with pytest.raises(ValueError):
        write_xlsx("名册", ["姓名", "班级"], [["张示例"]])


def test_many_rows_stay_quick():
    content = write_xlsx("名册", ["姓名", "班级", "备注"], ([f"示例{n}", "一班", ""] for n in range(2000)))
    assert opened(content).max_row == 2002


# --- in ---------------------------------------------------------------------------------------------


def test_a_workbook_comes_back_as_text():
    book = openpyxl.Workbook()
    book.active.append(["姓名", "学号", "生日", "时间", "分数", "低保", None])
    book.active.append([" 张示例 ", 42.0, date(2017, 1, 31), naive(2026, 9, 1, 8, 30), 9.5, True, None])
    book.active.append([None] * 7)
    stream = BytesIO()
    book.save(stream)
    assert read_rows(SimpleUploadedFile("a.xlsx", stream.getvalue())) == [
        ["姓名", "学号", "生日", "时间", "分数", "低保"],
        ["张示例", "42", "2017-01-31", "2026-09-01 08:30", "9.5", "是"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_encoding(encoding, delimiter):
    text = f'姓名{delimiter}备注\r\n王堃{delimiter}"两行\n备注"\r\n\r\n'
    rows = read_rows(SimpleUploadedFile("a.csv", text.encode(encoding)))
    assert rows == [["姓名", "备注"], ["王堃", "两行\n备注"]]


def test_our_own_tables_can_be_read_again():
    rows = read_rows(sheet([["张示例", "03", "=1+1"]]))
    assert rows[1:] == [["姓名", "班级", "备注"], ["张示例", "03", "=1+1"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("姓名,班级\n".encode(), "没有数据"),
        (b"\n\n\n", "没有数据"),
        ('姓名,班级\n"张,一班\n'.encode(), "CSV 表格的格式不对"),
        (b"\x89PNG\r\n\x1a\n", "这里只收"),
    ],
)
def test_what_cannot_be_read_says_why(content, sentence):
    with pytest.raises(RuleViolation, match=sentence):
        read_rows(SimpleUploadedFile("a.csv", content))


def test_too_many_rows():
    with pytest.raises(RuleViolation, match="表格有 11 行，一次最多导入 10 行"):
        read_rows(SimpleUploadedFile("a.csv", b"a,b\n" + b"1,2\n" * 11), row_limit=10)


def test_a_workbook_without_a_readable_sheet():
    import zipfile

    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("xl/workbook.xml", "<nothing/>")
    with pytest.raises(RuleViolation, match="读不出"):
        read_rows(SimpleUploadedFile("a.xlsx", stream.getvalue()))
