"""The tags and filters of the design system, and that templates name only what exists."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory

from afterschool.pages import charts, lists, navigation
from afterschool.pages.templatetags import ui

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(4, 5, "80"), (2399, 3000, "79.9"), (0, 7, "0"), (1, 3, "33.3"), (7, 7, "100"), (3, 0, "")],
)
def test_a_share_is_rounded_down_and_empty_without_a_population(numerator, denominator, shown):
    assert ui.percent(numerator, denominator) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0 元"), (Decimal("1234.50"), "1,234.50 元"), (Decimal("90.00"), "90 元"), (None, "—")]
)
def test_money_in_a_sentence(value, shown):
    assert ui.yuan(value) == shown


def test_dates_are_written_the_chinese_way():
    late = datetime(2021, 8, 31, 20, 5, tzinfo=UTC)  # already September in China
    assert ui.long_date(date(2021, 9, 1)) == "2021年9月1日"
    assert ui.long_datetime(late) == "2021年9月1日 04:05"
    assert ui.weekday(date(2021, 9, 1)) == "周三"
    assert ui.weekday(7) == "周日"
    assert ui.long_date(None) == "—"


@pytest.mark.parametrize(
    ("status", "shown"),
    [("approved", "good"), ("returned", "warn"), ("overdue", "bad"), ("draft", "mute"), ("new", "mute")],
)
def test_a_status_has_a_tone(status, shown):
    assert ui.tone(status) == shown


def test_no_status_has_two_tones():
    words = [word for words in ui.TONES.values() for word in words.split()]
    assert len(words) == len(set(words))


def test_paging_and_sorting_keep_the_query_string():
    request = RequestFactory().get("/x/", {"area": "城区", "sort": "name", "page": "2"})
    page = lists.page_of(request, range(100))
    context = Context({"page": page})
    context.request = request
    shown = get_template("components/pagination.html").template.render(context)
    assert "area=%E5%9F%8E%E5%8C%BA&amp;sort=name&amp;page=3" in shown
    head = Template('{% load ui %}{% sort_head "name" "学校" %}').render(context)
    assert 'aria-sort="ascending"' in head
    assert "sort=-name" in head
    assert "page=" not in head


def test_a_page_number_out_of_range_gives_the_nearest_page():
    assert lists.page_of(RequestFactory().get("/x/?page=999"), range(31)).number == 2
    assert lists.page_of(RequestFactory().get("/x/?page=abc"), range(31)).number == 1


def test_a_chart_keeps_its_figures_in_the_frame():
    chart = charts.Chart("bar", "人数", ["9月", "10月"], [charts.Series("申报", [612, None])], target=700)
    assert chart.ceiling == 800
    (bar,) = chart.drawn[0].bars
    assert bar.y > 0
    assert bar.y + bar.height == chart.ground
    assert chart.rows == [("9月", [612]), ("10月", [None])]


def named_in(pattern: str) -> list[tuple[str, str]]:
    return [(page.name, name) for page in TEMPLATES for name in re.findall(pattern, page.read_text())]


def test_every_icon_a_template_names_is_in_the_sprite():
    sprite = set(re.findall(r'id="([a-z0-9-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    named = named_in(r'{% icon "([^"]+)"') + named_in(r'\bicon="([a-z0-9-]+)"')
    code = (ROOT / "afterschool" / "pages" / "templatetags" / "ui.py").read_text()
    named += [("ui.py", name) for name in re.findall(r'"icon": "([a-z0-9-]+)"', code)]
    named += [(entry.url_name, entry.icon) for entry in navigation.entries()]
    assert [(page, name) for page, name in named if name not in sprite] == []


def test_no_page_carries_inline_style_or_script():
    """The content security policy would drop it. Documents are printed, not served."""
    pages = [page for page in TEMPLATES if "documents" not in page.parts and not page.stem.endswith("_document")]
    inline = [page.name for page in pages if re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script>", page.read_text())]
    assert inline == []


def test_every_component_is_included_with_only():
    loose = [
        (page.name, tag)
        for page in TEMPLATES
        for tag in re.findall(r"{% include \"components/[^%]*%}", page.read_text())
        if " only %}" not in tag
    ]
    assert loose == []
