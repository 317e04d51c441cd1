"""Words that several kinds use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bureaus.policies.values import Item, named


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

    @property
    def label(self) -> str:
        return {"winter": "冬季", "summer": "夏季"}[self.value]


class Weekday(IntEnum):
    """星期, as ISO counts: 1 is Monday."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7

    @property
    def label(self) -> str:
        return f"周{'一二三四五六日'[self.value - 1]}"


class AreaType(StrEnum):
    URBAN = "urban"
    TOWNSHIP = "township"
    ALL = "all"

    @property
    def label(self) -> str:
        return {"urban": "城区", "township": "乡镇", "all": "全部"}[self.value]


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
