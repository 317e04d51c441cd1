"""Small inputs with the right value: docs/cases.toml, one table a case; docs/cases.md says which test proves it.

id      letter and number: D31; a test names it, @pytest.mark.case("D31")
given   the input, in our own words
right   what must come out
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from devkit.documentation import tables
from devkit.documentation.proofs import Proof

FILE = Path(__file__).resolve().parents[2] / "docs" / "cases.toml"
ID = re.compile(r"[A-Z][0-9]+")
MARK = "case"
HEAD = """\
# Cases

Written by `./dev docs` from docs/cases.toml and from the marks `case` of the tests. Not edited by hand.

Each case is a small input that once went wrong, or easily could, and the right value. A test proves it with
`@pytest.mark.case("D31")`.

| case | given | right | test |
| --- | --- | --- | --- |
"""


class InvalidCases(Exception):
    """The file of cases breaks its own shape; the message names the case."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One input and what must come out."""

    id: str
    given: str
    right: str


def read_cases(path: Path = FILE) -> list[Case]:
    """All cases, in the order of the file. Raises InvalidCases."""
    try:
        found = [Case(**row) for row in tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])]
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise InvalidCases(f"{path.name}: {error}") from error
    numbers = [number(case) for case in found]
    if numbers != sorted(set(numbers)):
        raise InvalidCases(f"{path.name}: each case once, in the order of the numbers")
    return found


def number(case: Case) -> tuple[str, int]:
    """What the file is ordered by. Raises InvalidCases where the id is none or a sentence is missing."""
    if not ID.fullmatch(case.id) or not (case.given and case.right):
        raise InvalidCases(f"{case.id}: a case has an id like D31, what is given and what is right")
    return case.id[0], int(case.id[1:])


def page(cases: list[Case], proofs: dict[str, list[Proof]]) -> str:
    """The whole page as Markdown; the same input gives the same bytes."""
    rows = [
        [case.id, case.given, case.right, "<br>".join(tables.by_module(proofs.get(case.id, []))) or "open"]
        for case in cases
    ]
    return HEAD + "".join(f"{tables.row(cells)}\n" for cells in rows)
