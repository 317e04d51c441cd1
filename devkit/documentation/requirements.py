"""What the source documents demand: docs/requirements/*.toml, one file a document, one table a row.

id            prefix of the document and running number: C-11
title         short, Chinese
kind          one of KINDS
article       section of the document
demand        the demand in our own words, English
product       optional: what the product does towards it, where that is not all that is asked
not_provable  optional: why no software can prove the row
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "requirements"
TITLE_LENGTH = 16
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
class Requirement:
    """One demand of one document."""

    id: str
    title: str
    kind: str
    article: str
    demand: str
    product: str = ""
    not_provable: str = ""


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
        for fault in faults(row, expected_id=f"{document.prefix}-{number:02}"):
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


def known_ids(documents: list[Document]) -> frozenset[str]:
    """The ids that a test may name."""
    return frozenset(row.id for document in documents for row in document.requirements)
