"""What all kinds of policy share: typed values read from plain data, and the statements of several levels.

A *kind* (kinds/) is a frozen dataclass. Each of its fields is declared with `stated()`: its label, and how the
statements of several levels become one (`Merge`). A *statement* is what one clause of one document says about one kind:
a part of the fields, with severity, dates and clause. `rules.merge()` makes the kind's value from all statements in
force; the value then knows the origin of each field (`clause_for`, `severity_for`).

Pure: no Django, no clock.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum, IntEnum
from typing import Any, ClassVar, Self

from django.db import models

from afterschool.values.clauses import Clause


class BadPolicyValue(ValueError):
    """A policy value that breaks its kind's rules; `key` is the dotted key, the text is for people."""

    def __init__(self, key: str, message: str) -> None:
        super().__init__(f"{key}：{message}" if key else message)
        self.key = key
        self.message = message

    def under(self, prefix: str) -> BadPolicyValue:
        return BadPolicyValue(".".join(part for part in (prefix, self.key) if part), self.message)


def ensure(condition: object, key: str, message: str) -> None:
    """Raises BadPolicyValue with this key and message unless the condition holds."""
    if not condition:
        raise BadPolicyValue(key, message)


# --- who says it, and how strictly ---------------------------------------------------------------------------------


class Severity(models.TextChoices):
    """The consequence of breaking the rule, from mild to strict."""

    NOTE = "note", "提示"
    WARN = "warn", "警告"
    BLOCK = "block", "禁止"

    @property
    def strictness(self) -> int:
        return list(Severity).index(self)


class Level(IntEnum):
    """The level of a statement. A smaller number is an upper level and wins where two statements conflict."""

    NATIONAL = 1
    PROVINCE = 2
    PREFECTURE = 3
    COUNTY = 4
    DEFAULT = 9  # the platform's own proposal: counts only where nobody states anything

    @property
    def label(self) -> str:
        return {1: "国家", 2: "省级", 3: "市级", 4: "县级", 9: "平台默认"}[self.value]


class Merge(Enum):
    """How the statements of several levels about one field become one value."""

    LOWEST = "取最小（最早）的规定"  # a ceiling: the lower one is stricter
    HIGHEST = "取最大（最晚）的规定"  # a floor: the higher one is stricter
    COMMON = "取各级都允许的部分"  # a set of what is allowed
    ALL = "各级规定合并"  # a set of what is demanded or forbidden
    EITHER = "任何一级要求即要求"  # a demand: true is stricter
    UPPER = "上级规定优先"
    NEAREST = "本级规定优先"


@dataclass(frozen=True, eq=False)
class Statement:
    """What one clause says about one kind: part of the kind's fields, already typed."""

    level: Level
    severity: Severity
    clause: Clause
    value: Mapping[str, Any]
    effective_from: date
    effective_to: date | None = None
    summary: str = ""
    policy_id: int | None = None

    def in_force(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


@dataclass(frozen=True)
class Source:
    """The origin of a merged field: the statements that made the value, and those overridden by them."""

    statements: tuple[Statement, ...]
    overridden: tuple[Statement, ...] = ()

    @property
    def clause(self) -> Clause:
        return self.statements[-1].clause

    @property
    def severity(self) -> Severity:
        """The strictest severity among all statements about the field, overridden ones included."""
        spoken = (*self.statements, *self.overridden)
        return max((statement.severity for statement in spoken), key=lambda severity: severity.strictness)


# --- declaring and reading values ----------------------------------------------------------------------------------


def stated(label: str, merge: Merge, default: Any = None) -> Any:
    """Declare a field of a kind: its Chinese words and how levels merge. `default` means "nobody states it"."""
    return dataclasses.field(default=default, metadata={"label": label, "merge": merge})


def named(label: str, default: Any = dataclasses.MISSING) -> Any:
    """Declare a field of an item (one category, one step, one deadline): its Chinese words."""
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata={"label": label})
    return dataclasses.field(default=default, metadata={"label": label})


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a list-valued field, known by its key."""

    @property
    def key(self) -> str:
        return typing.cast(str, self.code)  # type: ignore[attr-defined]

    def combined(self, lower: Self) -> Self:
        """Combines this item of an upper level with the same item of a lower one; by default the lower one wins."""
        return lower

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> Self:
        return cls(**read_fields(cls, raw))


@dataclass(frozen=True, kw_only=True)
class PolicyValue:
    """The merged value of one kind. Every field nobody states is None, or empty."""

    KIND: ClassVar[str]
    LABEL: ClassVar[str]

    sources: Mapping[str, Source] = dataclasses.field(
        default_factory=lambda: types.MappingProxyType({}), compare=False, repr=False
    )

    @classmethod
    def from_mapping(cls, raw: Mapping[str, Any]) -> Self:
        """A value from plain data (TOML, JSON, a form). Raises BadPolicyValue naming the key."""
        return cls(**cls.read_part(raw))

    @classmethod
    def read_part(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The typed fields that `raw` states; the rest is left out. Checks them by building a value of them."""
        ensure(raw, "", "至少应写明一项内容")
        part = read_fields(cls, raw)
        cls(**part)
        return part

    def clause_for(self, field: str, key: object = None) -> Clause | None:
        """The clause on which the field rests; for a field by stage, or a list, of one key of it."""
        source = self.source_of(field, key)
        return source.clause if source else None

    def severity_for(self, field: str, key: object = None) -> Severity:
        """The severity of the field; a note where nobody states it."""
        source = self.source_of(field, key)
        return source.severity if source else Severity.NOTE

    def source_of(self, field: str, key: object = None) -> Source | None:
        if field not in stated_fields(type(self)):
            raise KeyError(f"{type(self).__name__} has no field {field}")
        if key is not None and (source := self.sources.get(f"{field}.{plain_key(key)}")):
            return source
        return self.sources.get(field)

    def clauses(self) -> tuple[Clause, ...]:
        """All clauses the value rests on, without duplicates."""
        return tuple(dict.fromkeys(source.clause for source in self.sources.values()))


_stated: dict[type, Mapping[str, dataclasses.Field[Any]]] = {}
_types: dict[type, Mapping[str, Any]] = {}


def stated_fields(kind: type) -> Mapping[str, dataclasses.Field[Any]]:
    """The declared fields of a kind or an item, by name."""
    if kind not in _stated:
        fields = {field.name: field for field in dataclasses.fields(kind) if "label" in field.metadata}
        _stated[kind] = types.MappingProxyType(fields)
    return _stated[kind]


def field_types(kind: type) -> Mapping[str, Any]:
    """The types of the fields, resolved."""
    if kind not in _types:
        _types[kind] = types.MappingProxyType(typing.get_type_hints(kind))
    return _types[kind]


def is_keyed(kind: type, field: str) -> bool:
    """Whether the field holds entries with a key (a mapping, or a tuple of items) that merge one by one."""
    hint = without_none(field_types(kind)[field])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return isinstance(arguments[0], type) and issubclass(arguments[0], Item)
    return origin is not None and issubclass(origin, Mapping)


def entries(value: Any) -> Iterator[tuple[str, Any]]:
    """Key and entry of a keyed field."""
    if isinstance(value, Mapping):
        yield from ((plain_key(key), entry) for key, entry in value.items())
    else:
        yield from ((item.key, item) for item in value)


def read_fields(kind: type, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Typed fields from plain data; unknown and missing keys are refused by name."""
    ensure(isinstance(raw, Mapping), "", "应是一组“键 = 值”")
    known = stated_fields(kind)
    for key in raw:
        ensure(key in known, str(key), f"没有这个键，可用的键：{'、'.join(known)}")
    for name, field in known.items():
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        ensure(not needed or name in raw, name, f"缺少“{field.metadata['label']}”")
    return {key: read_value(field_types(kind)[key], raw[key], key) for key in raw}


def read_value(hint: Any, raw: Any, key: str) -> Any:
    """One value of the given type from plain data."""
    hint, optional = without_none(hint), _allows_none(hint)
    if raw is None:
        ensure(optional, key, "不能为空")
        return None
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _read_tuple(typing.get_args(hint)[0], raw, key)
    if origin is not None:
        return _read_mapping(typing.get_args(hint), raw, key)
    if issubclass(hint, Item):
        return _read_item(hint, raw, key)
    if issubclass(hint, Enum):
        return _read_enum(hint, raw, key)
    return _PLAIN_READERS[hint](raw, key)


def write_value(value: Any) -> Any:
    """Plain data (JSON) that `read_value` reads back to an equal value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {plain_key(key): write_value(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [write_value(entry) for entry in value]
    if isinstance(value, (Item, PolicyValue)):
        written = {name: getattr(value, name) for name in stated_fields(type(value))}
        return {name: write_value(entry) for name, entry in written.items() if entry is not None and entry != ()}
    return value


def plain_key(key: object) -> str:
    return str(key.value) if isinstance(key, Enum) else str(key)


def without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _allows_none(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def _read_tuple(hint: Any, raw: Any, key: str) -> tuple[Any, ...]:
    ensure(isinstance(raw, (list, tuple)), key, "应是一个列表")
    read = tuple(read_value(hint, entry, f"{key}[{index}]") for index, entry in enumerate(raw))
    keys = [entry.key if isinstance(entry, Item) else entry for entry in read]
    twice = [str(plain_key(entry)) for index, entry in enumerate(keys) if entry in keys[:index]]
    ensure(not twice, key, f"“{'、'.join(twice)}”重复")
    return read


def _read_mapping(hints: tuple[Any, ...], raw: Any, key: str) -> Mapping[Any, Any]:
    ensure(isinstance(raw, Mapping), key, "应是一组“键 = 值”")
    read = {
        read_value(hints[0], name, f"{key}.{name}"): read_value(hints[1], entry, f"{key}.{name}")
        for name, entry in raw.items()
    }
    if isinstance(hints[0], type) and issubclass(hints[0], Enum):  # stored JSON forgets the order: take the enum's
        read = {member: read[member] for member in hints[0] if member in read}
    return types.MappingProxyType(read)


def _read_item(hint: type[Item], raw: Any, key: str) -> Item:
    if isinstance(raw, hint):
        return raw
    ensure(isinstance(raw, Mapping), key, "应是一组“键 = 值”")
    try:
        return hint.from_mapping(raw)
    except BadPolicyValue as bad:
        raise bad.under(key) from None


def _read_enum(hint: type[Enum], raw: Any, key: str) -> Enum:
    try:
        return hint(int(raw)) if issubclass(hint, IntEnum) else hint(raw)
    except (ValueError, TypeError):
        allowed = "、".join(f"{member.value} {getattr(member, 'label', '')}".strip() for member in hint)
        raise BadPolicyValue(key, f"“{raw}”不在可选项之中（{allowed}）") from None


def _read_text(raw: Any, key: str) -> str:
    ensure(isinstance(raw, str) and raw.strip(), key, "应是文字，不能为空")
    return typing.cast(str, raw).strip()


def _read_flag(raw: Any, key: str) -> bool:
    ensure(isinstance(raw, bool), key, "应是 true 或 false")
    return typing.cast(bool, raw)


def _read_integer(raw: Any, key: str) -> int:
    ensure(isinstance(raw, int) and not isinstance(raw, bool), key, f"“{raw}”不是整数")
    ensure(raw >= 0, key, "不能为负数")
    return typing.cast(int, raw)


def _read_decimal(raw: Any, key: str) -> Decimal:
    ensure(not isinstance(raw, (bool, float)), key, f'“{raw}”不是精确的数，应写成 12.50 或 "12.50"')
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        raise BadPolicyValue(key, f"“{raw}”不是数") from None
    ensure(number.is_finite() and number >= 0, key, "不能为负数或无穷")
    return number


def _read_time(raw: Any, key: str) -> time:
    if isinstance(raw, time):
        return raw
    try:
        return time.fromisoformat(str(raw))
    except ValueError:
        raise BadPolicyValue(key, f"“{raw}”不是时刻，应写成 18:30") from None


def _read_date(raw: Any, key: str) -> date:
    if type(raw) is date:
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise BadPolicyValue(key, f"“{raw}”不是日期，应写成 2024-02-01") from None


_PLAIN_READERS: Mapping[type, Callable[[Any, str], Any]] = {
    str: _read_text,
    bool: _read_flag,
    int: _read_integer,
    Decimal: _read_decimal,
    time: _read_time,
    date: _read_date,
}
