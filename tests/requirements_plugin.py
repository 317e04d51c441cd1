"""The marks `req`, `stated` and `case`: a test names parts of docs/requirements and cases; what nobody wrote is refused."""

from functools import cache
from pathlib import Path

import pytest

from devkit.documentation import cases, proofs, requirements


def pytest_configure(config: pytest.Config) -> None:
    for words in (
        'req("C-11", "C-04/fee", …): the product does what these parts of docs/requirements demand',
        'stated("C-11", …): the rule of these parts stands in a policy pack',
        'case("D31", …): these inputs of docs/cases.toml give the right value',
    ):
        config.addinivalue_line("markers", words)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    demands = requirements.known_ids(requirements.read_documents())
    known = {**dict.fromkeys(proofs.MARKS, demands), cases.MARK: frozenset(case.id for case in cases.read_cases())}
    for item in items:
        for mark, ids in known.items():
            check(item, mark, ids)


def check(item: pytest.Item, mark: str, known: frozenset[str]) -> None:
    ids = {marked for marker in item.iter_markers(mark) for marked in marker.args}
    if refused := requirements.refusals(ids, known):
        raise pytest.UsageError(f"{item.nodeid}: {'; '.join(refused)}")
    if unseen := ids - seen_statically(item, mark):
        raise pytest.UsageError(f"{item.nodeid}: write pytest.mark.{mark} with the literal id: {sorted(unseen)}")


def seen_statically(item: pytest.Item, mark: str) -> set[str]:
    """What docs/requirements.md and docs/cases.md will show for this test: marks are read from its source."""
    _, _, qualified = item.nodeid.partition("::")
    return marks_of_file(item.path, mark).get(qualified.partition("[")[0].replace("::", "."), set())


@cache
def marks_of_file(path: Path, mark: str) -> dict[str, set[str]]:
    return proofs.marks_of_module(path.read_text(encoding="utf-8"), mark)
