"""Faults that stay, each with the reason why. One that is no longer there fails the whole tour: strike it out."""

from __future__ import annotations

from dataclasses import dataclass

from tests.look.lens import Fault


@dataclass(frozen=True)
class Leftover:
    what: str
    where: str  # a part of the selector
    reason: str

    def covers(self, fault: Fault) -> bool:
        return fault.what == self.what and self.where in fault.where


LEFTOVERS: list[Leftover] = [
    Leftover(
        "text cut off",
        "span.clamp",
        "The list of policies shows the first lines of each; the whole stands on the page of the version, one step further.",
    ),
]
