"""The marks `req` and `stated`: a test names rows of docs/requirements; a row nobody wrote is refused."""

from functools import cache
from pathlib import Path

import pytest

from devkit.documentation import proofs, requirements


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        'req("C-11", …): the product does what these rows of docs/requirements demand',
    )
    config.addinivalue_line("markers", 'stated("C-11", …): the rule of these rows stands in a policy pack')


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = requirements.known_ids(requirements.read_documents())
    for item in items:
        for mark in proofs.MARKS:
            check(item, mark, known)


def check(item: pytest.Item, mark: str, known: frozenset[str]) -> None:
    ids = {requirement_id for marker in item.iter_markers(mark) for requirement_id in marker.args}
    if unknown := ids - known:
        raise pytest.UsageError(f"{item.nodeid}: no such row in docs/requirements: {', '.join(sorted(unknown))}")
    if unseen := ids - seen_statically(item, mark):
        raise pytest.UsageError(f"{item.nodeid}: write pytest.mark.{mark} with the literal id: {sorted(unseen)}")


def seen_statically(item: pytest.Item, mark: str) -> set[str]:
    """What docs/requirements.md will show for this test: marks are read from its source, not by running it."""
    _, _, qualified = item.nodeid.partition("::")
    return marks_of_file(item.path, mark).get(qualified.partition("[")[0].replace("::", "."), set())


@cache
def marks_of_file(path: Path, mark: str) -> dict[str, set[str]]:
    return proofs.marks_of_module(path.read_text(encoding="utf-8"), mark)
