"""Files that apps above add to a month's package:

return_registry.register(contents)     # (merge, reader) -> [(name in the ZIP, content)], in AppConfig.ready()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from audit.actors import Actor
from rectification.returns.models.monthly_merges import MonthlyMerge

Contents = Callable[[MonthlyMerge, Actor], Iterable[tuple[str, bytes]]]
_contents: list[Contents] = []


def register(contents: Contents) -> Contents:
    """Registers a source of files for every month's package, once."""
    if contents not in _contents:
        _contents.append(contents)
    return contents


def contents() -> Sequence[Contents]:
    return tuple(_contents)
