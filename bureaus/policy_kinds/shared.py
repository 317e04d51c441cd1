"""Words that several kinds use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..policy_values import Item, named


class Stage(StrEnum):
    """学段 of compulsory education."""

    PRIMARY = "primary"
    JUNIOR = "junior"

    @property
    def label(self) -> str:
        return {"primary": "小学", "junior": "初中"}[self.value]


class Season(StrEnum):
    WINTER = "winter"
    SUMMER = "summer"


class AreaType(StrEnum):
    URBAN = "urban"
    TOWNSHIP = "township"
    ALL = "all"


class FeeUnit(StrEnum):
    LESSON = "lesson"
    MONTH = "month"
    TERM = "term"

    @property
    def label(self) -> str:
        return {"lesson": "每课时", "month": "每月", "term": "每学期"}[self.value]


@dataclass(frozen=True, kw_only=True)
class NamedRule(Item):
    """One demand or prohibition that needs no number: a code for the program, words for people."""

    code: str = named("代码")
    name: str = named("内容")
