"""Documents on paper, measured against GB/T 9704-2012 (figures of clauses 5, 6 and 7)."""

import re
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template import engines
from pypdf import PdfReader

from afterschool.papers import pdf
from afterschool.papers.pdf import pdf_from_html
from afterschool.papers.templatetags.documents import in_fours, mark_points, paragraphs, plain_date

MM = 72 / 25.4
LINE = 28.99
CHARACTER = 15.79
RARE = "堃喆玥祎䶮昇翀晞旸婳犇"
STAMP = SimpleNamespace(
    number="示教〔2026〕113号", check_code="7KQ2MNX9PA4T", check_url="http://127.0.0.1:8000/350524/check/7KQ2MNX9PA4T/"
)
PARAGRAPH = "学校在正常教学时间之外为有需求的学生提供看护和活动并由值班领导逐日巡查记录" * 4
OFFICIAL = """{% extends "documents/official.html" %}{% load documents %}
{% block document_title %}示例小学课后服务实施方案{% endblock %}
{% block title %}示例小学<br>2026年秋季学期课后服务实施方案{% endblock %}
{% block recipient %}示例县教育局：{% endblock %}
{% block content %}{% for part in parts %}<h2>一、服务时间</h2><h3>（一）平时</h3><p>{{ paragraph }}</p>
<p>1. 王堃、李喆、张玥、陈祎、刘䶮值班。</p>{% endfor %}
<table><caption>表1　服务时段</caption><thead><tr><th>星期</th><th>内容</th></tr></thead>
<tbody>{% for row in rows %}<tr><td>第{{ row }}行</td><td>作业辅导</td></tr>{% endfor %}</tbody></table>{% endblock %}
{% block attachments %}<p>附件：1. 应急预案</p><p>2. 人员名单</p>{% endblock %}
{% block signature %}<p>示例小学</p><p>{{ signed_on|plain_date }}</p>{% endblock %}
{% block remark %}<p class="remark">（此件公开发布）</p>{% endblock %}"""
REGISTER = """{% extends "documents/register.html" %}{% block title %}问题线索登记表{% endblock %}
{% block heading %}<span>填报单位：示例小学</span>{% endblock %}
{% block table %}<thead><tr><th>序号</th><th>姓名</th></tr></thead>
<tbody>{% for row in rows %}<tr><td>{{ row }}</td><td>王堃</td></tr>{% endfor %}</tbody>{% endblock %}
{% block notes %}注：示例。{% endblock %}{% block signatures %}<span>填报人：</span>{% endblock %}"""


def made(source: str, **context) -> bytes:
    return pdf_from_html(engines["django"].from_string(source).render(context))


def plain(body: str) -> bytes:
    return made('{% extends "documents/official.html" %}{% block content %}' + body + "{% endblock %}")


def texts(content: bytes) -> list[str]:
    """Per page, without white space: extraction puts it where a line or a column ends."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def words(content: bytes) -> list[list[SimpleNamespace]]:
    """Per page: text and box of every word, in points from the top left (poppler)."""
    listed = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    word = re.compile(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)</word>')
    return [
        [
            SimpleNamespace(left=float(a), top=float(b), right=float(c), bottom=float(d), text=text)
            for a, b, c, d, text in word.findall(page)
        ]
        for page in listed.split("<page ")[1:]
    ]


@pytest.fixture(scope="module")
def official() -> bytes:
    return made(
        OFFICIAL,
        parts=range(4),
        rows=range(40),
        paragraph=PARAGRAPH,
        letterhead="示例小学文件",
        stamp=STAMP,
        signed_on=date(2026, 9, 1),
        copy_to="示例县发展和改革局",
        printed_by="示例小学办公室",
        printed_on=date(2026, 9, 2),
        watermark="示例水印",
    )


@pytest.fixture(scope="module")
def lines() -> list[list[SimpleNamespace]]:
    """Nothing but text, for measuring."""
    return words(plain(f"<p>{PARAGRAPH * 12}</p>"))


# --- GB/T 9704-2012 ---------------------------------------------------------------------------------


def test_paper_is_a4(official):
    box = PdfReader(BytesIO(official)).pages[0].mediabox
    assert (float(box.width) / MM, float(box.height) / MM) == (pytest.approx(210, abs=0.1), pytest.approx(297, abs=0.1))


def test_type_area_is_156_by_225_mm_at_28_and_37_mm(lines):
    body = [word for word in lines[1] if "—" not in word.text and len(word.text) > 20]
    assert min(word.left for word in body) / MM == pytest.approx(28, abs=0.3)
    assert max(word.right for word in body) / MM <= 28 + 156 + 0.3
    assert max(word.right for word in body) / MM == pytest.approx(28 + 156, abs=0.6)
    middle = [(word.top + word.bottom) / 2 for word in body]
    assert (min(middle) - LINE / 2) / MM == pytest.approx(37, abs=1)
    assert (max(middle) + LINE / 2) / MM == pytest.approx(37 + 225, abs=1)


def test_22_lines_of_28_characters(lines):
    body = [word for word in lines[1] if len(word.text) > 20]
    assert len(body) == 22
    assert {len(word.text) for word in body} == {28}
    pitches = {round(below.top - above.top, 1) for above, below in pairwise(body)}
    assert pitches == {29.0}
    assert (body[0].right - body[0].left) / 28 == pytest.approx(CHARACTER, abs=0.05)


def test_a_paragraph_begins_two_characters_in(lines):
    first = next(word for word in lines[0] if len(word.text) > 20)
    assert first.left == pytest.approx(28 * MM + 2 * CHARACTER, abs=0.5)
    assert len(first.text) == 26


def test_a_rare_character_keeps_the_line():
    """The fallback font of one character may not push its line down."""
    page = words(plain("<h3>（一）王堃</h3>" + "<p>王堃值班</p><p>王三值班</p>" * 3))[0]
    tops = [word.top for word in page if "值班" in word.text]
    assert {round(b - a, 1) for a, b in pairwise(tops)} == {29.0}


def test_page_numbers_stand_outside_seven_mm_below(official):
    for number, page in enumerate(words(official), start=1):
        mark = [word for word in page if word.top > 255 * MM]
        assert " ".join(word.text for word in mark[-3:]) == f"— {number} —"
        middle = (mark[-1].top + mark[-1].bottom) / 2
        assert (middle / MM) == pytest.approx(37 + 225 + 7 + 14 / MM / 2, abs=1)
        if number % 2:
            assert mark[-1].right == pytest.approx((210 - 26) * MM - 14, abs=1)
        else:
            assert mark[-3].left == pytest.approx(28 * MM + 14, abs=1)


def test_letterhead_number_rule_and_title(official):
    first = words(official)[0]
    mark = next(word for word in first if word.text == "示例小学文件")
    number = next(word for word in first if word.text == STAMP.number)
    title = next(word for word in first if word.text == "示例小学")
    assert mark.top / MM == pytest.approx(37 + 35, abs=3)
    for word in (mark, number, title):
        assert (word.left + word.right) / 2 == pytest.approx((28 + 156 / 2) * MM, abs=1.5)
    assert mark.bottom < number.top < title.top
    assert (title.right - title.left) / len(title.text) == pytest.approx(22, abs=0.1)


def test_the_recipient_stands_flush_left_below_the_title(official):
    lines = words(official)[0]
    title = next(word for word in lines if "课后服务" in word.text)
    recipient = next(word for word in lines if word.text == "示例县教育局：")
    assert recipient.top > title.bottom
    assert recipient.left == pytest.approx(28 * MM, abs=1)


def test_the_date_stands_four_characters_in(official):
    last = words(official)[-1]
    day = next(word for word in last if word.text == "2026年9月1日")
    assert day.right == pytest.approx((210 - 26) * MM - 4 * CHARACTER, abs=1)


def test_remark_copies_and_issuer_stand_at_the_foot_of_the_last_page(official):
    pages = texts(official)
    assert "（此件公开发布）" in pages[-1]
    assert "抄送：示例县发展和改革局。" in pages[-1] and "2026年9月2日印发" in pages[-1]
    assert STAMP.check_url in pages[-1] and "7KQ2-MNX9-PA4T" in pages[-1]
    assert not any("抄送" in page for page in pages[:-1])
    address = next(word for word in words(official)[-1] if word.text == STAMP.check_url)
    assert (address.bottom / MM) == pytest.approx(37 + 225, abs=3)


def test_a_table_over_two_pages_repeats_its_headings(official):
    pages = texts(official)
    assert sum("星期内容" in page for page in pages) >= 2
    assert sum(page.count("作业辅导") for page in pages) == 40


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("element", ["p", "h2", "h3", "th", "caption"])
def test_rare_names_print_in_every_face(element):
    cell = f"<table><tr><{element}>{RARE}</{element}></tr></table>" if element in ("th", "caption") else ""
    content = plain(cell or f"<{element}>{RARE}</{element}>")
    assert RARE in texts(content)[0]
    assert no_blank_glyph(content)


def test_rare_names_print_in_a_register():
    content = made(REGISTER.replace("王堃", RARE), rows=[1])
    assert RARE in texts(content)[0] and no_blank_glyph(content)


def no_blank_glyph(content: bytes) -> bool:
    """No text run shows glyph 0 (.notdef), and every font used is embedded."""
    for page in PdfReader(BytesIO(content)).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            if not {"/FontFile2", "/FontFile3"} & set(descriptor):
                return False
        stream = page.get_contents().get_data().decode("latin-1")
        glyphs = [run[n : n + 4] for run in re.findall(r"<([0-9a-f]+)>", stream) for n in range(0, len(run), 4)]
        if "0000" in glyphs or not glyphs:
            return False
    return True


def test_a_character_that_no_font_has_is_spelled_out():
    content = plain("<p>家长留言：\U000e1234好\u0378</p>")
    assert "家长留言：〔U+E1234〕好〔U+0378〕" in texts(content)[0]
    assert no_blank_glyph(content)
    assert "〔U+" not in texts(plain("<p>好</p>"))[0], "the next document starts afresh"


def test_text_of_people_is_never_markup():
    content = made(REGISTER.replace("{{ row }}", "{{ row }}"), rows=["<img src='http://127.0.0.1/x'><b>粗</b>"])
    assert "<b>粗</b>" in texts(content)[0]


# --- registers --------------------------------------------------------------------------------------


def test_a_register_lies_on_its_side_with_headings_and_page_count_on_every_page():
    content = made(REGISTER, rows=range(90), stamp=STAMP, watermark="只供示例检查组")
    pages = texts(content)
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert float(box.width) / MM == pytest.approx(297, abs=0.1)
    assert len(pages) >= 3
    for number, page in enumerate(pages, start=1):
        assert "序号姓名" in page and "只供示例检查组" in page
        assert f"第{number}页共{len(pages)}页" in page
    assert "7KQ2-MNX9-PA4T" in pages[-1] and "7KQ2" not in pages[0]


def test_column_widths_of_a_register_hold():
    table = '<colgroup><col style="width: 20mm"><col><col style="width: 40mm"></colgroup>'
    table += f"<tr><td>一</td><td>{PARAGRAPH}</td><td>三</td></tr>"
    source = '{% extends "documents/register.html" %}{% block table %}' + table + "{% endblock %}"
    cells = {word.text: word for word in words(made(source))[0] if word.text in "一三"}
    assert (cells["三"].left - cells["一"].left) / MM == pytest.approx(297 - 30 - 40, abs=1)


# --- the renderer -----------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes(official):
    again = made(OFFICIAL, parts=[1], rows=[1], paragraph="同一份", stamp=STAMP, signed_on=date(2026, 9, 1))
    assert again == made(OFFICIAL, parts=[1], rows=[1], paragraph="同一份", stamp=STAMP, signed_on=date(2026, 9, 1))
    assert again != official


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "/etc/hostname", "/static/../x", "x"]
)
def test_nothing_is_fetched_from_elsewhere(address):
    with pytest.raises(pdf.ForeignResource, match="only static files"):
        plain(f'<img src="{address}">')


def test_static_files_and_data_are_loaded(settings, tmp_path):
    (tmp_path / "seal.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>章</text></svg>')
    settings.STATICFILES_DIRS = [tmp_path]
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    assert plain(f'<img src="/static/seal.svg"><img src="{svg}"><p>有章</p>').startswith(b"%PDF")


def test_our_styles_are_all_understood(caplog):
    """WeasyPrint reports what it does not know; in our own style sheets that is a mistake."""
    import logging

    heard = []
    listener = logging.Handler()
    listener.emit = lambda record: heard.append(record.getMessage())
    logging.getLogger("weasyprint").addHandler(listener)
    try:
        made(OFFICIAL, parts=[1], rows=[1], paragraph="字", stamp=STAMP, signed_on=date(2026, 9, 1), letterhead="示例")
        made(REGISTER, rows=[1], stamp=STAMP, watermark="示例")
    finally:
        logging.getLogger("weasyprint").removeHandler(listener)
    assert heard == []


def test_the_start_up_check_passes_here():
    assert pdf.check_printing() == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PANGO", ("libnot-there.so",), "pango"),
        ("HARFBUZZ_SUBSET", ("libnot-there.so",), "libharfbuzz-subset"),
        ("FONTCONFIG", ("libnot-there.so",), "blanks in names"),
        ("RARE_NAMES", "堃\U000e1234", "blanks in names"),
    ],
)
def test_the_start_up_check_says_what_to_install(monkeypatch, name, value, sentence):
    monkeypatch.setattr(pdf, name, value)
    (problem,) = pdf.check_printing()
    assert sentence in problem.msg and "apt-get install" in problem.hint


# --- small words ------------------------------------------------------------------------------------


def test_words_of_a_document():
    assert in_fours("ABCDEFGHJKLM") == "ABCD-EFGH-JKLM"
    assert plain_date(date(2026, 9, 1)) == "2026年9月1日"
    assert plain_date(datetime(2026, 8, 31, 16, 30, tzinfo=UTC)) == "2026年9月1日"
    assert plain_date(None) == ""
    assert paragraphs("　　第一段<b>\r\n\n  第二段 ") == "<p>第一段&lt;b&gt;</p>\n<p>第二段</p>"
    assert mark_points("示例县教育局文件") == 50
    assert mark_points("示" * 30) < 15
