"""Each measure finds its fault on a page that is wrong on purpose, and nothing on the page beside it that is right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from afterschool.papers.pdf import pdf_from_html
from tests.look import papers
from tests.look.leftovers import Leftover
from tests.look.lens import SIZES, Fault, Lens, lenses
from tests.look.studio import Answer, Studio
from tests.look.tour import first_of_each_side

pytestmark = pytest.mark.browser
LONG = "春季学期课后服务实施方案" * 12
TALL = "<p style='height: 2000px'>正文</p>"
RIGHT_AND_WRONG = [  # measure, size, a page that is right, the same page with the fault
    (
        "scrolls sideways",
        "375",
        "<table><tr><td>一</td></tr></table>",
        "<div style='width: 900px; height: 9px'>宽</div>",
    ),
    (
        "scrolls sideways",
        "375",
        f"<div style='overflow-x: auto; width: 300px' tabindex=0><p style='width: 900px'>{LONG}</p></div>",
        "<p style='white-space: nowrap'>" + LONG + "</p>",
    ),
    (
        "text cut off",
        "1280",
        f"<p style='width: 200px'>{LONG}</p>",
        f"<p style='width: 200px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis'>{LONG}</p>",
    ),
    (
        "text cut off",
        "1280",
        f"<p title='{LONG}' style='height: 20px; overflow: hidden'>{LONG}</p>",
        f"<p style='height: 20px; overflow: hidden'>{LONG}</p>",
    ),
    (
        "text cut off",
        "1280",
        f"<details><summary><span style='display: block; width: 99px; overflow: clip'>{'长' * 40}</span></summary>{LONG}</details>",
        f"<div><span style='display: block; width: 99px; overflow: clip; white-space: nowrap'>{'长' * 40}</span>{LONG}</div>",
    ),
    (
        "text runs out of its box",
        "1280",
        "<button style='width: 300px; white-space: nowrap'>登记并列入备选清单</button>",
        "<button style='width: 60px; white-space: nowrap'>登记并列入备选清单</button>",
    ),
    (
        "controls overlap",
        "1280",
        "<label><input type=checkbox> 同意</label> <button>提交</button>",
        "<button style='width: 90px'>保存</button> <button style='width: 90px; margin-left: -12px'>提交</button>",
    ),
    (
        "covered by the bar",
        "375",
        f"{TALL}<button>提交</button><p style='height: 60px'></p><nav style='position: fixed; bottom: 0; width: 300px; height: 50px'>首页</nav>",
        f"{TALL}<button>提交</button><nav style='position: fixed; bottom: 0; width: 300px; height: 50px'>首页</nav>",
    ),
    ("text does not grow", "200", "<p style='font-size: 1rem'>字</p>", "<p style='font-size: 14px'>字</p>"),
]
ON_A_FAMILY_PAGE = [
    (
        "target under 44 px",
        "375",
        "<p>请先阅读<a href='/terms/'>服务协议</a>，再提交。</p><button style='width: 90px; height: 44px'>提交</button>",
        "<button style='width: 90px; height: 40px'>提交</button>",
    ),
    (
        "target under 44 px",
        "375",
        "<label style='display: block; width: 90px; height: 44px'><input type=checkbox> 参加</label>",
        "<label style='display: block; width: 90px; height: 30px'><input type=checkbox> 参加</label>",
    ),
    (
        "scrolls sideways inside",
        "375",
        f"<div style='overflow-x: auto' tabindex=0><p>{LONG}</p></div>",
        f"<div style='overflow-x: auto' tabindex=0><p style='width: 900px'>{LONG}</p></div>",
    ),
]


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    with Studio.opened() as studio:
        yield studio


@pytest.fixture(scope="module")
def seeing(studio: Studio) -> Iterator[dict[str, Lens]]:
    with lenses(studio, SIZES.values()) as seeing:
        yield seeing


@pytest.fixture
def faults_of(studio: Studio, seeing: dict[str, Lens]):
    def look(body: str, size: str = "1280", css: str = "") -> list[Fault]:
        html = f"<!doctype html><html lang=zh-CN><title>示例</title><body class='{css}'><main><h1>示例</h1>{body}</main></html>"
        page = Answer(200, {"Content-Type": "text/html; charset=utf-8"}, html.encode())

        def measured() -> list[Fault]:
            seeing[size].open("/", page, Client())
            return seeing[size].faults()

        return studio.while_answering(measured)

    return look


def kinds(faults: list[Fault]) -> set[str]:
    return {fault.what for fault in faults}


@pytest.mark.parametrize(("what", "size", "right", "wrong"), RIGHT_AND_WRONG)
def test_a_fault_is_found_and_nothing_beside_it(faults_of, what: str, size: str, right: str, wrong: str):
    assert faults_of(right, size) == []
    assert kinds(faults_of(wrong, size)) == {what}


@pytest.mark.parametrize(("what", "size", "right", "wrong"), ON_A_FAMILY_PAGE)
def test_a_family_page_is_held_to_more(faults_of, what: str, size: str, right: str, wrong: str):
    assert faults_of(right, size, "family") == []
    assert kinds(faults_of(wrong, size, "family")) == {what}
    assert faults_of(wrong, size) == [], "a page for a desk"


def test_what_opens_is_measured_opened(faults_of):
    inside = "<p style='width: 900px'>宽</p>"
    assert kinds(faults_of(f"<details><summary>更多</summary>{inside}</details>", "375")) == {"scrolls sideways"}


@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("axe label", "<input name=q>"),
        ("axe color-contrast", "<p style='color: #aaa'>字色太淡</p>"),
        ("console error", "<script>console.error('x')</script>"),
        ("console error", "<script>throw new Error('x')</script>"),
    ],
)
def test_axe_and_the_console_are_heard(faults_of, what: str, wrong: str):
    assert kinds(faults_of(wrong)) == {what}


def test_a_fault_says_where_it_is(faults_of):
    wide = "<p id=wide style='width: 900px'>宽</p>"
    assert [str(fault) for fault in faults_of(wide, "375")] == [
        "scrolls sideways: #wide 908 px wide on a screen of 375 px"
    ]


def test_words_beyond_the_margin_and_an_empty_sheet_are_found():
    page = "<style>@page { size: A4; margin: 20mm }</style>"
    assert papers.faults(pdf_from_html(f"{page}<p>正文")) == []
    assert kinds(
        papers.faults(pdf_from_html(f"{page}<p style='margin-left: 165mm; white-space: nowrap'>超出纸张的边缘"))
    ) == {"runs off the sheet"}
    assert kinds(papers.faults(pdf_from_html(f"{page}<p style='break-after: page'>正文</p><div></div>"))) == {
        "empty sheet"
    }


def test_one_of_each_side_looks_at_a_page():
    assert first_of_each_side({"guardian", "officer", "approver", "cashier"}) == ["guardian", "officer", "cashier"]


def test_a_leftover_covers_its_own_fault_alone():
    leftover = Leftover("text cut off", "span.clamp", "The whole text stands one link away.")
    assert leftover.covers(Fault("text cut off", "td > span.clamp"))
    assert not leftover.covers(Fault("text cut off", "td > span"))
    assert not leftover.covers(Fault("controls overlap", "td > span.clamp"))
