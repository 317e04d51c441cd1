"""A mutant is put into a living process, judged in a child, and gone with it. The product's own rules are the subject."""

import os
import time
from collections.abc import Callable
from datetime import date
from datetime import time as clock
from types import SimpleNamespace

import pytest

from billing.charges.rules import months_begun
from devkit.mutation.lines import Tracer
from devkit.mutation.mutants import Mutant
from devkit.mutation.rooms import Source, folder_of, of_rules, product
from devkit.mutation.runner import Judges, Run, Runner, Verdict, check_control, in_child, tried
from devkit.mutation.swap import Process
from rectification.indicators import rules as indicators

CHARGES = "billing/charges/rules.py"
INDICATORS = "rectification/indicators/rules.py"


def mutant_that_says(path: str, words: str) -> tuple[Mutant, Source]:
    source = Source.read(path)
    return next(mutant for mutant in source.mutants() if words in mutant.change), source


def answer_in_child(work: Callable[[], object]) -> str:
    return in_child(lambda write: write(str(work())))


def test_every_reference_sees_the_changed_function_and_only_in_the_child():
    mutant, source = mutant_that_says(CHARGES, "+ → - in: (ends_on.year")
    year = date(2026, 9, 1), date(2027, 1, 20)

    def changed():
        assert Process.look().put(mutant, source.tree)
        return months_begun(*year)

    assert months_begun(*year) == 5
    assert answer_in_child(changed) == "3"
    assert months_begun(*year) == 5


def test_a_method_is_exchanged_too():
    mutant, source = mutant_that_says(INDICATORS, "return is_gap(self.declared, self.verified) → return None")
    row = indicators.SchoolRow(1, "示例小学", True, 1, 1, 1, None, 0, None, 0)
    assert not row.is_gap
    assert answer_in_child(lambda: Process.look().put(mutant, source.tree) and row.is_gap) == "None"


def test_a_constant_is_set_again_where_it_was_imported():
    mutant, source = mutant_that_says(INDICATORS, "30 → 31")

    def window():
        assert Process.look().put(mutant, source.tree)
        return indicators.reference_window(
            date(2026, 6, 30), term_starts_on=date(2026, 3, 1), term_ends_on=date(2026, 7, 10)
        )[0]

    assert answer_in_child(window) == "2026-05-31"


@pytest.fixture
def mutant() -> Mutant:
    return mutant_that_says(CHARGES, "+ → -")[0]


def one_test(seconds: float = 0.0) -> list:
    return [(SimpleNamespace(nodeid="tests/x::y"), Run(seconds, True, {}))]


def test_verdicts(mutant, monkeypatch):
    monkeypatch.setattr("devkit.mutation.runner.passes", lambda item, following: os.environ.get("RED") is None)
    assert tried(mutant, [], lambda: True).verdict is Verdict.UNCOVERED
    assert tried(mutant, one_test(), lambda: True).verdict is Verdict.SURVIVED
    assert tried(mutant, one_test(), lambda: False).verdict is Verdict.UNTRIED
    assert tried(mutant, one_test(), lambda: os._exit(3)).verdict is Verdict.KILLED  # the child fell over
    monkeypatch.setenv("RED", "1")
    assert tried(mutant, one_test(), lambda: True).verdict is Verdict.KILLED


def test_a_child_that_is_not_green_without_any_mutant_ends_the_run(monkeypatch):
    monkeypatch.setattr("devkit.mutation.runner.passes", lambda item, following: os.environ.get("RED") is None)
    check_control(one_test(), seed=1)
    monkeypatch.setenv("RED", "1")
    with pytest.raises(pytest.UsageError, match="tests/x::y"):
        check_control(one_test(), seed=1)
    monkeypatch.setattr("devkit.mutation.runner.passes", lambda item, following: os._exit(3))
    with pytest.raises(pytest.UsageError, match="fell over"):
        check_control(one_test(), seed=1)


def test_an_endless_mutant_is_ended_by_the_clock(mutant, monkeypatch):
    monkeypatch.setattr("devkit.mutation.runner.SECONDS_AT_LEAST", 0.2)
    assert tried(mutant, one_test(), lambda: any(iter(int, 1))).verdict is Verdict.ENDLESS


def test_the_lines_of_a_test_are_noted():
    with Tracer([CHARGES]) as tracer:
        months_begun(date(2026, 9, 1), date(2027, 1, 20))
        clock.fromisoformat("08:00")
    (path, lines), *others = tracer.lines().items()
    assert (path, len(lines), others) == (CHARGES, 1, [])
    with tracer:
        time.monotonic()
    assert tracer.lines() == {}


def test_judges_are_those_that_run_the_line_own_folder_first_as_long_as_patience_lasts(mutant):
    def test_(name: str, seconds: float, lines: list[int]):
        return SimpleNamespace(nodeid=name), Run(seconds, True, {CHARGES: lines})

    here = [*mutant.lines]
    tests = [
        test_("tests/enrollment/test_a.py::t", 0.1, here),
        test_("tests/billing/charges/test_b.py::t", 0.2, [here[0] - 1]),
        test_("tests/billing/charges/test_c.py::t", 2, here),
        test_("tests/rectification/test_d.py::t", 3, here),
    ]
    names = [item.nodeid for item, _ in Judges(tests, patience=3).of_mutant(mutant)]
    assert names == ["tests/billing/charges/test_c.py::t", "tests/enrollment/test_a.py::t"]


def test_a_constant_is_judged_by_the_tests_of_its_folder_though_they_run_no_line_of_its_module():
    constant, _ = mutant_that_says("afterschool/values/money.py", "'0.00' → '0.0'")
    names = ["tests/afterschool/values/test_money.py::t", "tests/billing/charges/test_c.py::t"]
    tests = [(SimpleNamespace(nodeid=name), Run(0.1, True, {})) for name in names]
    assert [item.nodeid for item, _ in Judges(tests, patience=3).of_mutant(constant)] == names[:1]


def test_a_sample_is_drawn_by_its_seed():
    sources = [Source.read(CHARGES), Source.read(INDICATORS)]

    def drawn(seed: int, only: str = "") -> list[str]:
        runner = Runner("rules", only, seed, sample=10, patience=1, minutes=1)
        return [str(mutant) for mutant in runner.choose(sources, Judges([], 1))]

    assert len(drawn(1)) == 10
    assert drawn(1) == drawn(1) != drawn(2)
    assert all(name.startswith("billing") for name in drawn(1, only="billing"))


def test_the_rooms():
    assert {"schools/plans/rules/parts.py", CHARGES, "afterschool/values/money.py"} <= set(of_rules())
    assert "enrollment/admissions/services/applications.py" in product()
    assert not [path for path in product() if path.startswith(("tests", "devkit")) or "/migrations/" in path]
    assert folder_of("schools/plans/rules/parts.py") == "tests/schools/plans"
    assert folder_of("afterschool/values/money.py") == "tests/afterschool/values"
