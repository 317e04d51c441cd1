"""Words that several kinds use."""

from __future__ import annotations

from dataclasses import dataclass

from bureaus.policies.values import Item, named


@dataclass(frozen=True, kw_only=True)
class NamedRule(Item):
    """One requirement or prohibition without a number: a code for the program, words for people."""

    code: str = named("代码")
    name: str = named("内容")
