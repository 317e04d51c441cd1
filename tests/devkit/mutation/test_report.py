"""How a run reads."""

import ast
from argparse import Namespace

import pytest

from devkit.mutation import report
from devkit.mutation.mutants import mutants_of
from devkit.mutation.rooms import Source
from devkit.mutation.runner import Outcome, Runner, Verdict


@pytest.fixture
def score() -> report.Score:
    mutants = mutants_of(
        "shop/rules.py", ast.parse("def f(a, b):\n    c = a < b\n    c = a > b\n    c = a in b\n    c = a is b\n")
    )
    verdicts = Verdict.KILLED, Verdict.SURVIVED, Verdict.ENDLESS, Verdict.UNTRIED
    runner = Runner(
        "rules",
        "",
        7,
        None,
        60,
        5,
        outcomes=[*map(Outcome, mutants, verdicts)],
        possible=4,
        tests=9,
        untried=5,
        drawn=4,
    )
    return report.Score(runner, Namespace(rooms="rules", seed=7, sample=None, minutes=5))


def test_what_could_not_be_put_in_counts_for_nothing(score):
    assert score.percent == pytest.approx(200 / 3)
    assert score.text().splitlines() == [
        "shop/rules.py: 2 of 3 killed, 66.7 %",
        "",
        "shop/rules.py:3  > → >= in: a > b  (survived)",
        "",
        "mutation of rules: 2 of 3 mutants killed, 66.7 % (4 possible; 1 killed by the clock; 9 tests; "
        "not tried: 5 in class bodies, 1 that could not be put in)",
    ]


def test_a_run_that_the_clock_ended_says_how_many_it_did_not_try(score):
    score.runner.drawn = 10
    assert score.summary().endswith("1 that could not be put in, 6 for which the 5 minutes did not suffice)")


def test_the_page_gets_the_figures_between_its_marks_and_the_reason_why_one_is_left(score, tmp_path, monkeypatch):
    page, left = tmp_path / "testing.md", tmp_path / "left.toml"
    page.write_text("before\n<!-- begin of mutation: rules -->\nold\n<!-- end of mutation: rules -->\nafter\n")
    left.write_text(
        '[[left]]\npath = "shop/rules.py"\nfunction = "f"\nchange = "> → >= in: a > b"\nwhy = "both say the same"\n'
    )
    monkeypatch.setattr(report, "PAGE", page)
    monkeypatch.setattr(report, "LEFT", left)
    score.write()
    text = page.read_text()
    assert text.startswith("before\n") and text.endswith("<!-- end of mutation: rules -->\nafter\n")
    assert "old" not in text
    assert "| shop/rules.py | 3 | 2 | 67 % |" in text
    assert "- shop/rules.py:3 `> → >= in: a > b`: both say the same" in text


def test_every_reason_names_a_mutant_that_exists():
    for path, function, change in report.reasons():
        assert any((m.function, m.change) == (function, change) for m in Source.read(path).mutants()), (path, change)
