"""The command writes what is stale, is content the second time, and with --check only complains. No database."""

import pytest
from django.core.management import CommandError, call_command

from devkit.documentation import pages


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setattr(pages, "PAGES", {"example.md": lambda: "字\n"})


def test_a_missing_page_is_written_once(page, tmp_path, capsys):
    call_command("generate_docs", into=tmp_path)
    assert (tmp_path / "example.md").read_text(encoding="utf-8") == "字\n"
    assert capsys.readouterr().out == "wrote example.md\n"
    call_command("generate_docs", into=tmp_path)
    assert capsys.readouterr().out == ""


def test_check_names_the_stale_page_and_changes_nothing(page, tmp_path):
    (tmp_path / "example.md").write_text("old", encoding="utf-8")
    with pytest.raises(CommandError, match=r"example\.md"):
        call_command("generate_docs", check=True, into=tmp_path)
    assert (tmp_path / "example.md").read_text(encoding="utf-8") == "old"


def test_check_is_content_with_a_fresh_page(page, tmp_path):
    call_command("generate_docs", into=tmp_path)
    call_command("generate_docs", check=True, into=tmp_path)


@pytest.mark.parametrize("name", sorted(pages.PAGES))
def test_every_page_of_the_product_is_written_the_same_twice(name):
    assert pages.PAGES[name]() == pages.PAGES[name]()
