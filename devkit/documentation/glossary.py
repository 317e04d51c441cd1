"""Reads docs/glossary.md: which Chinese term is which identifier."""

import re
from pathlib import Path

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?P<term>[^|]+?) \| `(?P<identifier>\w+)` \|", re.MULTILINE)


def read_terms(text: str) -> list[tuple[str, str]]:
    """Every row of every table: Chinese term and identifier, in the order of the page."""
    return [(row["term"], row["identifier"]) for row in ROW.finditer(text)]


def identifier_of_model(name: str) -> str:
    """ServicePlan → service_plan."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
