"""The marker `req`: a test names the rows of docs/requirements that it proves; a row nobody wrote is refused."""

from functools import cache
from pathlib import Path

import pytest

from afterschool.documentation import proofs, requirements


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", 'req("C-11", …): the rows of docs/requirements this test proves')


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    known = requirements.known_ids(requirements.read_documents())
    for item in items:
        ids = {requirement_id for mark in item.iter_markers("req") for requirement_id in mark.args}
        if unknown := ids - known:
            raise pytest.UsageError(f"{item.nodeid}: no such row in docs/requirements: {', '.join(sorted(unknown))}")
        if unseen := ids - seen_statically(item):
            raise pytest.UsageError(
                f"{item.nodeid}: write pytest.mark.req with the literal id: {', '.join(sorted(unseen))}"
            )


def seen_statically(item: pytest.Item) -> set[str]:
    """What docs/requirements.md will show for this test: marks are read from its source, not by running it."""
    _, _, qualified = item.nodeid.partition("::")
    return marks_of_file(item.path).get(qualified.partition("[")[0].replace("::", "."), set())


@cache
def marks_of_file(path: Path) -> dict[str, set[str]]:
    return proofs.marks_of_module(path.read_text(encoding="utf-8"))
