"""What changed between two submitted versions of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]  # {"texts": {label: text}, "slots": [text], "activities": {name: text}, …}


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs: its title, its text before and after; empty means that it did not exist."""

    part: str
    before: str
    after: str


def compare_versions(before: Content, after: Content) -> list[Change]:
    """The differences of two contents, part by part, in the order of the plan."""
    changes = []
    for section in dict.fromkeys([*before, *after]):
        old, new = _entries(before.get(section)), _entries(after.get(section))
        for name in dict.fromkeys([*old, *new]):
            if old.get(name, "") != new.get(name, ""):
                changes.append(Change(name, old.get(name, ""), new.get(name, "")))
    return changes


def _entries(section: Any) -> dict[str, str]:
    if isinstance(section, Mapping):
        return {str(name): str(text) for name, text in section.items()}
    if isinstance(section, Sequence) and not isinstance(section, str):
        return {str(text): str(text) for text in section}
    return {}
