"""Lists of a policy as lines of text, for a form: one entry per line, its values separated by “|”. Pure: no Django.

An entry that holds entries itself (a review chain and its steps) takes one line per inner entry; lines of the same
outer entry follow each other.
"""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from enum import Enum
from typing import Any

from bureaus.policies.values import BadPolicyValue, Item, ensure, field_types, plain_key, stated_fields, without_none

DIVIDER = " | "
COMMA = "；"
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")  # int() refuses “²” and 5,000 digits, which isdigit() lets through


@dataclasses.dataclass(frozen=True)
class Column:
    """One value of a line."""

    name: str
    label: str
    hint: Any


def item_of(hint: Any) -> type[Item] | None:
    """The item type of a list-valued field, if it is one."""
    hint = without_none(hint)
    inner = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else None
    return inner if isinstance(inner, type) and issubclass(inner, Item) else None


def columns_of(item: type[Item]) -> tuple[Column, ...]:
    """The values of a line in order: of the entry, then of its inner entry."""
    own = [Column(n, f.metadata["label"], field_types(item)[n]) for n, f in stated_fields(item).items()]
    nested = next((item_of(column.hint) for column in own if item_of(column.hint)), None)
    plain = [column for column in own if not item_of(column.hint)]
    return (*plain, *(columns_of(nested) if nested else ()))


def heading(hint: Any) -> str:
    """The columns of a line, for the help text of a field."""
    item = item_of(hint)
    return "" if item is None else DIVIDER.join(column.label for column in columns_of(item))


def write_lines(value: Any) -> str:
    """The text of a list-valued field."""
    return "\n".join(line for item in value or () for line in _item_lines(item))


def read_lines(hint: Any, text: str, key: str) -> Any:
    """Plain data of a list-valued field from its text. Raises BadPolicyValue with the number of the line."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    item = item_of(hint)
    if item is None:
        raise TypeError(f"{key} is no list of entries")
    return _read_items(item, [_read_line(item, number, line, key) for number, line in lines])


def write_cell(value: Any) -> str:
    """One value as people write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, (tuple, list)):
        return COMMA.join(write_cell(entry) for entry in value)
    return str(value)


def read_cell(hint: Any, text: str) -> Any:
    """Plain data of one value. What it cannot parse is returned unchanged, as text, and rejected by the kind."""
    hint = without_none(hint)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return [read_cell(inner, part.strip()) for part in text.replace(";", COMMA).split(COMMA) if part.strip()]
    if hint is bool:
        return {"是": True, "否": False}.get(text, text)
    if hint is int:
        return int(text) if WHOLE_NUMBER.fullmatch(text) else text
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next((m.value for m in hint if text in (m.value, getattr(m, "label", m.value))), text)
    return text


def _item_lines(item: Item) -> Iterator[str]:
    nested = _nested_field(type(item))
    own = [write_cell(getattr(item, c.name)) for c in columns_of(type(item))[: _own_count(type(item))]]
    inner = [list(_cells(entry)) for entry in getattr(item, nested)] if nested else [[]]
    for cells in inner:
        yield DIVIDER.join((*own, *cells)).rstrip("| ")


def _cells(item: Item) -> Iterator[str]:
    return (write_cell(getattr(item, column.name)) for column in columns_of(type(item)))


def _nested_field(item: type[Item]) -> str | None:
    return next((name for name in stated_fields(item) if item_of(field_types(item)[name])), None)


def _own_count(item: type[Item]) -> int:
    return sum(1 for name in stated_fields(item) if not item_of(field_types(item)[name]))


def _read_line(item: type[Item], number: int, line: str, key: str) -> list[dict[str, Any]]:
    """The plain data of one line: of the entry, and of its inner entry."""
    columns = columns_of(item)
    cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
    ensure(len(cells) <= len(columns), key, f"第 {number} 行有 {len(cells)} 项，最多 {len(columns)} 项")
    own = _own_count(item)
    read = [
        {c.name: read_cell(c.hint, cell) for c, cell in zip(part, values, strict=False) if cell}
        for part, values in ((columns[:own], cells[:own]), (columns[own:], cells[own:]))
    ]
    try:
        if not _nested_field(item):
            item.from_mapping(read[0])
    except BadPolicyValue as bad:
        label = next((column.label for column in columns if column.name == bad.key), bad.key)
        raise BadPolicyValue(key, f"第 {number} 行“{label}”（{bad.key}）：{bad.message}") from None
    return read


def _read_items(item: type[Item], lines: Sequence[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    nested = _nested_field(item)
    if nested is None:
        return [own for own, _ in lines]
    items: list[dict[str, Any]] = []
    for own, inner in lines:
        if not items or {k: v for k, v in items[-1].items() if k != nested} != own:
            items.append({**own, nested: []})
        items[-1][nested].append(inner)
    return items


def words(value: Any) -> str:
    """A value for people: 小学 18:30、初中 19:00; 是; 作业辅导、体育活动. Review chains take a line each."""
    if value is None or value == ():
        return "—"
    if isinstance(value, Mapping):
        return "、".join(f"{_key_words(key)} {words(entry)}" for key, entry in value.items())
    if isinstance(value, (tuple, list)):
        between = "\n" if any(isinstance(entry, Item) and _nested_field(type(entry)) for entry in value) else "、"
        return between.join(_entry_words(entry) for entry in value)
    return write_cell(value)


def _key_words(key: Any) -> str:
    return str(getattr(key, "label", plain_key(key)))


def _entry_words(entry: Any) -> str:
    if not isinstance(entry, Item):
        return write_cell(entry)
    papers = getattr(entry, "papers", None)
    if papers is not None:
        return f"{getattr(entry, 'name', '')}：{write_cell(papers)}"
    nested = _nested_field(type(entry))
    if nested:
        inner = " → ".join(str(getattr(step, "name", step)) for step in getattr(entry, nested))
        return f"{_key_words(next(iter(_plain_values(entry))))}：{inner}"
    return str(getattr(entry, "name", None) or getattr(entry, "title", None) or write_lines((entry,)))


def _plain_values(item: Item) -> Iterator[Any]:
    return (getattr(item, column.name) for column in columns_of(type(item))[: _own_count(type(item))])
