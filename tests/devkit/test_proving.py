"""`./dev prove`: what a proof leaves on docs/proofs.md."""

import pytest

from devkit import proving
from devkit.proving import Line, Proof
from devkit.terminal import Stop


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr(proving, "PAGE", tmp_path / "proofs.md")
    monkeypatch.setattr(proving, "PROOFS", [Proof("one", "echo 12 of 12"), Proof("two", "false")])
    return proving.PAGE


def test_the_last_line_of_a_proof_is_its_result(page):
    assert proving.run(["one"]) == 0
    assert proving.read()["one"].result == "12 of 12"
    assert proving.read()["one"].command == "`echo 12 of 12`"


def test_a_failed_proof_says_so_and_fails_the_run(page):
    assert proving.run([]) == 1
    assert proving.read()["two"].result.startswith("FAILED")
    assert list(proving.read()) == ["one", "two"]


def test_a_proof_run_again_takes_the_place_of_its_last_run(page):
    for result in ("old", "new | with a bar"):
        proving.write(Line("two", "`false`", "abc", "2026-01-01", "0.1", result))
    proving.write(Line("one", "`echo`", "abc", "2026-01-01", "0.1", "fine"))
    assert [(line.name, line.result) for line in proving.read().values()] == [
        ("one", "fine"),
        ("two", "new / with a bar"),
    ]


def test_a_proof_that_there_is_not_is_refused(page):
    with pytest.raises(Stop, match="three"):
        proving.run(["three"])
