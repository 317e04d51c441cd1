"""What somebody does at one moment of the day, and what became of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from audit.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Post:
    """The same act as the form of a page would send it."""

    route: str
    kwargs: dict[str, object] = field(default_factory=dict)
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Act:
    """One step of one person. `do` runs in the scope of the person's bureau, in a transaction of its own.

    wrong    a mistake on purpose: the product has to refuse it, or the run has failed
    twice    pressed in two browsers in the same moment
    post     given, a share of the runs sends it through HTTP instead
    """

    at: time
    name: str
    by: Actor
    do: Callable[[], object]
    post: Post | None = None
    wrong: bool = False
    twice: bool = False


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True)
class Line:
    """One line of the diary. It holds no key of a row, so that two runs can be compared."""

    moment: datetime
    county: str
    name: str
    role: str
    way: str
    outcome: Outcome
    said: str = ""

    def __str__(self) -> str:
        said = f"  {self.said}" if self.said else ""
        return f"{self.moment:%Y-%m-%d %H:%M} {self.county} {self.role:14} {self.name:28} {self.way:7} {self.outcome}{said}"


@dataclass
class Diary:
    """Everything that was done and refused, in order."""

    lines: list[Line] = field(default_factory=list)

    def note(self, line: Line) -> None:
        self.lines.append(line)

    def fingerprint(self) -> str:
        """Equal for equal runs."""
        return hashlib.sha256("\n".join(map(str, self.lines)).encode()).hexdigest()[:16]

    def counts(self) -> Counter[tuple[str, str]]:
        """How often each act was done and refused."""
        return Counter((line.name, line.outcome.value) for line in self.lines)
