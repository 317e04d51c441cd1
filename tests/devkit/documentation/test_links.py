"""Every relative link and every path that the written pages name leads somewhere."""

import re

import pytest

from devkit.documentation.pages import ROOT

WRITTEN = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PATH = re.compile(r"`((?:[a-z_]+/)+[a-z_0-9.]*)`")  # `schools/plans/rules/parts.py`, `templates/schools/`
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    assert [target for target in LINK.findall(text) if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_paths_that_are_named_exist(page):
    top = {path.name for path in ROOT.iterdir()}
    named = [path for path in PATH.findall(page.read_text(encoding="utf-8")) if path.split("/")[0] in top]
    assert [path for path in named if not (ROOT / path).exists()] == []
