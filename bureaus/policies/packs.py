"""Policy packs: one TOML file per document, holding every number and deadline of it with its clause.

A pack is read whole or refused whole: `BadPack` names the file, the line and the key. Pure: no Django.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from afterschool.values.clauses import Clause
from bureaus.policies import rules
from bureaus.policies.kinds import KINDS
from bureaus.policies.values import (
    BadPolicyValue,
    Item,
    Level,
    PolicyValue,
    Severity,
    Statement,
    ensure,
    named,
    read_fields,
)

FOLDER = Path(__file__).parent / "policy_packs"
NATIONAL = "national_2024"
DEFAULTS = "platform_defaults"


class BadPack(ValueError):
    """A refused pack, with the place to correct."""

    def __init__(self, file: str, line: int | None, key: str, message: str) -> None:
        place = f"{file} 第 {line} 行" if line else file
        super().__init__(f"{place}，{key}：{message}" if key else f"{place}：{message}")
        self.file = file
        self.line = line
        self.key = key


class PackStatus(StrEnum):
    """The kind of document the pack is taken from."""

    IN_FORCE = "in_force"
    DRAFT = "draft"  # a draft for consultation: binds nobody
    DESCRIBED = "described"  # a report of practice, not the rule itself
    PLATFORM = "platform"  # our own proposal where documents are silent

    @property
    def label(self) -> str:
        return {"in_force": "现行", "draft": "征求意见稿", "described": "做法说明", "platform": "平台默认"}[self.value]


@dataclass(frozen=True, kw_only=True)
class PackDocument(Item):
    """The document behind a pack, or behind one policy in it."""

    title: str = named("文件名称")
    number: str | None = named("文号", None)
    issuer: str | None = named("发文机关", None)
    issued_on: date | None = named("成文日期", None)


@dataclass(frozen=True, kw_only=True)
class PackPolicy(Item):
    """One clause of the document: what it says about one kind."""

    kind: str = named("政策类别")
    article: str = named("条款")
    severity: Severity = named("严格程度")
    summary: str = named("要点")
    value: Mapping[str, Any] = named("内容")
    document: PackDocument | None = named("出自其他文件", None)
    effective_from: date | None = named("生效日期", None)
    effective_to: date | None = named("失效日期", None)


@dataclass(frozen=True)
class PackStatement:
    """One policy of a pack, checked: plain value for storing, typed value for merging."""

    kind: type[PolicyValue]
    clause: Clause
    severity: Severity
    summary: str
    raw: Mapping[str, Any]
    value: Mapping[str, Any]
    effective_from: date
    effective_to: date | None

    def at(self, level: Level) -> Statement:
        return Statement(
            level=level,
            severity=self.severity,
            clause=self.clause,
            value=self.value,
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            summary=self.summary,
        )


@dataclass(frozen=True, kw_only=True)
class PackHeader(Item):
    """The head of a pack file."""

    code: str = named("代码")
    title: str = named("名称")
    level: str = named("层级")
    jurisdiction: str = named("行政区划代码")
    status: PackStatus = named("状态")
    effective_from: date = named("生效日期")
    effective_to: date | None = named("失效日期", None)
    document: PackDocument = named("文件")

    def __post_init__(self) -> None:
        ensure(re.fullmatch(r"\d{6}", self.jurisdiction), "jurisdiction", "应是六位行政区划代码")
        ensure(
            self.level.upper() in Level.__members__, "level", "应是 national、province、prefecture、county 或 default"
        )
        late = self.effective_to is not None and self.effective_to < self.effective_from
        ensure(not late, "effective_to", "失效日期早于生效日期")


@dataclass(frozen=True)
class PolicyPack:
    """A checked pack."""

    header: PackHeader
    statements: tuple[PackStatement, ...]

    @property
    def code(self) -> str:
        return self.header.code

    @property
    def title(self) -> str:
        return self.header.title

    @property
    def level(self) -> Level:
        return Level[self.header.level.upper()]

    def covers(self, bureau_code: str) -> bool:
        """Whether a bureau lies in the area for which the document was issued (GB/T 2260 codes nest by pairs)."""
        significant = re.sub(r"(00)+$", "", self.header.jurisdiction)
        return bureau_code.startswith(significant)

    def statements_of(self, kind: type[PolicyValue], on: date) -> tuple[Statement, ...]:
        """What the pack itself says about a kind on a day, at the pack's own level."""
        statements = (policy.at(self.level) for policy in self.statements if policy.kind is kind)
        return tuple(statement for statement in statements if statement.in_force(on))


@cache
def all_packs() -> Mapping[str, PolicyPack]:
    """Every pack shipped with the product, by code."""
    packs = [read_pack(path) for path in sorted(FOLDER.glob("*.toml"))]
    return {pack.code: pack for pack in packs}


def adoptable_packs(bureau_code: str) -> tuple[PolicyPack, ...]:
    """The packs a bureau may adopt: of its own area. The national pack and the defaults hold without adoption."""
    return tuple(p for p in all_packs().values() if p.code not in (NATIONAL, DEFAULTS) and p.covers(bureau_code))


def read_pack(path: Path) -> PolicyPack:
    """A pack from its file. Raises BadPack, for the pack as a whole, when anything in it is wrong."""
    return parse_pack(path.read_bytes(), file=path.name)


def parse_pack(content: bytes, *, file: str) -> PolicyPack:
    """A pack from the bytes of its file, named `file` in refusals."""
    try:
        text = content.decode()
    except UnicodeDecodeError as bad:
        line = content[: bad.start].count(b"\n") + 1
        raise BadPack(file, line, "", "文件不是 UTF-8 编码") from None
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as bad:
        raise _syntax_refusal(file, text, bad) from None
    try:
        return _checked(raw, file)
    except BadPolicyValue as bad:
        raise BadPack(file, line_of(text.splitlines(), bad.key), bad.key, bad.message) from None


def _checked(raw: dict[str, Any], file: str) -> PolicyPack:
    policies = raw.pop("policy", [])
    ensure(isinstance(policies, list) and policies, "policy", "没有任何一条政策（[[policy]]）")
    header = PackHeader.from_mapping(raw)
    ensure(file == f"{header.code}.toml", "code", f"应与文件名一致（{file}）")
    statements = []
    for index, policy in enumerate(policies):
        try:
            statements.append(_checked_policy(policy, header))
        except BadPolicyValue as bad:
            raise bad.under(f"policy[{index}]") from None
    for kind in {statement.kind for statement in statements}:
        rules.merge(kind, [s.at(Level[header.level.upper()]) for s in statements if s.kind is kind])
    return PolicyPack(header, tuple(statements))


def _checked_policy(raw: Any, header: PackHeader) -> PackStatement:
    ensure(isinstance(raw, dict), "", "应是一组“键 = 值”")
    value = raw.pop("value", None)
    ensure(isinstance(value, dict), "value", "缺少内容（[policy.value]）")
    policy = PackPolicy(**read_fields(PackPolicy, {**raw, "value": {}}))
    ensure(policy.kind in KINDS, "kind", f"没有这个政策类别“{policy.kind}”")
    binding = header.status in (PackStatus.IN_FORCE, PackStatus.PLATFORM)
    ensure(
        binding or policy.severity is not Severity.BLOCK, "severity", f"{header.status.label}没有约束力，不能是 block"
    )
    kind = KINDS[policy.kind]
    try:
        typed = kind.read_part(value)
    except BadPolicyValue as bad:
        raise bad.under("value") from None
    document = policy.document or header.document
    return PackStatement(
        kind=kind,
        clause=Clause(document.title, document.number or "", policy.article),
        severity=policy.severity,
        summary=policy.summary,
        raw=value,
        value=typed,
        effective_from=policy.effective_from or header.effective_from,
        effective_to=policy.effective_to or header.effective_to,
    )


# --- finding the line of a key ---------------------------------------------------------------------------------------


def _syntax_refusal(file: str, text: str, bad: tomllib.TOMLDecodeError) -> BadPack:
    place = re.search(r"at line (\d+)", str(bad))
    lines = text.splitlines()
    line = int(place[1]) if place else len(lines)
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    key = re.match(r"\s*\[*([\w.\-]+)", written)
    return BadPack(file, line, key[1] if key else "", "不是合法的 TOML，请检查引号、逗号、括号和重复的键")


def line_of(lines: Sequence[str], key: str) -> int | None:
    """The line (from 1) on which a dotted key such as `policy[3].value.steps[1].role` stands.

    Walks down the path: `[n]` goes to the n-th `[[…]]` header or the n-th `{…}` of a list; a name to the next line
    that sets it. Where the last part is missing in the file, the line of the part that should hold it.
    """
    at, end = 0, len(lines)
    for name, index in re.findall(r"([^.\[\]]+)|\[(\d+)\]", key):
        if index:
            at, end = _entry(lines, at, end, int(index))
        else:
            at = _setting(lines, at, end, name)
    return at + 1 if lines else None


def _setting(lines: Sequence[str], at: int, end: int, name: str) -> int:
    pattern = re.compile(rf"(?:^|[\s.{{,\[\"']){re.escape(name)}[\"']?\s*[=.\]]")
    return next((number for number in range(at, end) if pattern.search(_code(lines[number]))), at)


def _entry(lines: Sequence[str], at: int, end: int, index: int) -> tuple[int, int]:
    header = _code(lines[at]).strip()
    if header.startswith("[["):
        headers = [n for n in range(at, end) if _code(lines[n]).strip() == header]
        last = headers[index + 1] if index + 1 < len(headers) else end
        return (headers[index], last) if index < len(headers) else (at, end)
    opened = [n for n in range(at, end) for _ in range(_code(lines[n]).count("{"))]
    holds_tables = opened and "{" in "".join(_code(line) for line in lines[at : at + 2])
    return (opened[index] if holds_tables and index < len(opened) else at), end


def _code(line: str) -> str:
    """The line without its string literals."""
    return re.sub(r'"[^"]*"|#.*$', '""', line)
