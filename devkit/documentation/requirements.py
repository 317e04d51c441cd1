"""What the source documents demand: docs/requirements/*.toml, one file a document, one table a row.

id            prefix of the document and running number: C-11
title         short, Chinese
kind          one of KINDS
article       section of the document
demand        the demand in our own words, English
product       optional: what the product does towards it, where that is not all that is asked
not_provable  optional: why no software can prove the row
parts         optional table: what can be checked one by one, name = "what must be true", one sentence; where no software
              can prove one part alone: name = { demand = "…", not_provable = "why" }. A mark names row and part: C-04/fee
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "requirements"
TITLE_LENGTH = 16
PART_NAME = re.compile(r"[a-z][a-z_]*")
KINDS = [
    "actor",
    "category",
    "contact",
    "deadline",
    "discipline",
    "disclosure",
    "form",
    "funding",
    "gate",
    "history",
    "legal-basis",
    "mechanism",
    "permission",
    "principle",
    "process",
    "prohibition",
    "publicity",
    "record",
    "requirement",
    "right",
    "safety",
    "scope",
    "supervision",
    "target",
]


class InvalidRequirements(Exception):
    """A file of requirements breaks its own shape; the message names the file and the row."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """What of a demand can be checked alone; `id` is what a mark names. A row that is not cut is its own only part."""

    id: str
    demand: str
    not_provable: str = ""


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One demand of one document."""

    id: str
    title: str
    kind: str
    article: str
    demand: str
    product: str = ""
    not_provable: str = ""
    parts: dict[str, str | dict[str, str]] = field(default_factory=dict)

    @property
    def checked(self) -> list[Part]:
        """The parts in order; the row itself where it is not cut."""
        if not self.parts:
            return [Part(id=self.id, demand=self.demand, not_provable=self.not_provable)]
        return [
            Part(id=f"{self.id}/{name}", **({"demand": part} if isinstance(part, str) else part))
            for name, part in self.parts.items()
        ]


@dataclass(frozen=True, kw_only=True)
class Document:
    """A source document with its rows in order."""

    prefix: str
    title: str
    name: str
    status: str
    number: str = ""
    requirements: tuple[Requirement, ...] = ()


def read_documents(folder: Path = FOLDER) -> list[Document]:
    """All documents, ordered by prefix. Raises InvalidRequirements."""
    return sorted(
        (read_document(path) for path in folder.glob("*.toml")),
        key=lambda document: document.prefix,
    )


def read_document(path: Path) -> Document:
    """One document; refused whole where a row is out of order or out of shape. Raises InvalidRequirements."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = tuple(Requirement(**row) for row in content["requirement"])
        document = Document(**content["document"], requirements=rows)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InvalidRequirements(f"{path.name}: {error}") from error
    for number, row in enumerate(rows, start=1):
        for fault in [*faults(row, expected_id=f"{document.prefix}-{number:02}"), *part_faults(row)]:
            raise InvalidRequirements(f"{path.name}, {row.id}: {fault}")
    return document


def faults(row: Requirement, *, expected_id: str) -> list[str]:
    """What is wrong with a row, in words; empty when nothing is."""
    problems = {
        f"expected the id {expected_id}": row.id != expected_id,
        f"unknown kind {row.kind!r}": row.kind not in KINDS,
        f"title longer than {TITLE_LENGTH} characters": len(row.title) > TITLE_LENGTH,
        "title, article and demand must not be empty": not (row.title and row.article and row.demand),
    }
    return [words for words, wrong in problems.items() if wrong]


def part_faults(row: Requirement) -> list[str]:
    """What is wrong with the parts of a row, in words."""
    problems = {f"the part {name!r} is not one lower-case word": not PART_NAME.fullmatch(name) for name in row.parts}
    try:
        problems["a part must say what is demanded"] = not all(part.demand for part in row.checked)
    except TypeError as error:
        problems[f"a part holds demand and not_provable: {error}"] = True
    problems["a row that no software can prove has no parts"] = bool(row.parts and row.not_provable)
    return [words for words, wrong in problems.items() if wrong]


def known_ids(documents: list[Document]) -> frozenset[str]:
    """The ids that a test may name: of the parts, and of the rows that are not cut."""
    return frozenset(part.id for document in documents for row in document.requirements for part in row.checked)


def refusals(marked: Iterable[str], known: frozenset[str]) -> list[str]:
    """Why a test may not name these, in words; empty when it may."""
    return [refusal(name, known) for name in sorted(marked) if name not in known]


def refusal(name: str, known: frozenset[str]) -> str:
    """Why a test may not name this one."""
    parts = sorted(other for other in known if other.startswith(f"{name}/"))
    return f"{name} is cut into parts, name the one: {', '.join(parts)}" if parts else f"no such demand: {name}"
