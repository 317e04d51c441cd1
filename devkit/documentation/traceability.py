"""docs/requirements.md: every row of the source documents, its parts, and what proves them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from devkit.documentation import tables
from devkit.documentation.proofs import Proof
from devkit.documentation.requirements import Document, Part, Requirement

PROVED, PARTLY, STATED, OPEN, NOT_PROVABLE = (
    "proved",
    "partly",
    "stated",
    "open",
    "no software can prove this",
)
PART_STATES = (PROVED, STATED, OPEN, NOT_PROVABLE)
ROW_STATES = (PROVED, PARTLY, STATED, OPEN, NOT_PROVABLE)
Proofs = dict[str, list[Proof]]


@dataclass(frozen=True)
class Evidence:
    """Part → tests: those that prove it, and those that show the rule in a policy pack."""

    proving: Proofs = field(default_factory=dict)
    stating: Proofs = field(default_factory=dict)


HEAD = """\
# Requirements

Written by `./dev docs` from docs/requirements/*.toml and from the marks `req` and `stated` of the tests. Not edited by
hand.

Each row is one demand of a source document, in our own words. A row that demands several things is cut into parts that are
checked one by one; a row that is not cut is its own only part. A part is

- **proved** where at least one test shows that the product does it (`@pytest.mark.req("C-11", "C-04/fee")`);
- **stated** where so far only the rule stands in a policy pack, with its clause (`@pytest.mark.stated("C-11")`);
- **open** where neither is so yet;
- and otherwise it says why **no software can prove it**.

A row is proved when all its parts are, **partly** when some are; otherwise it is stated when one part is.
"""


def page(documents: list[Document], evidence: Evidence) -> str:
    """The whole page as Markdown; the same input gives the same bytes."""
    parts = [HEAD, summary(documents, evidence)]
    parts += [section(document, evidence) for document in documents]
    return "\n".join(parts)


def part_state(part: Part, evidence: Evidence) -> str:
    """Where a part stands. A test may support what software cannot prove: that does not make it proved."""
    if part.not_provable:
        return NOT_PROVABLE
    if evidence.proving.get(part.id):
        return PROVED
    return STATED if evidence.stating.get(part.id) else OPEN


def state(row: Requirement, evidence: Evidence) -> str:
    """Where a row stands: proved when everything is that software can prove, partly when something is."""
    states = {part_state(part, evidence) for part in row.checked}
    provable = states - {NOT_PROVABLE}
    if PROVED in provable:
        return PROVED if provable == {PROVED} else PARTLY
    return next((each for each in (STATED, OPEN) if each in provable), NOT_PROVABLE)


def summary(documents: list[Document], evidence: Evidence) -> str:
    """The tables on top, of the rows and of their parts: one line a document, and the sum."""
    return "\n".join([*row_table(documents, evidence), "", *part_table(documents, evidence), ""])


def row_table(documents: list[Document], evidence: Evidence) -> list[str]:
    """How the rows stand."""
    by_document = [[state(row, evidence) for row in document.requirements] for document in documents]
    return table("rows", ROW_STATES, documents, by_document)


def part_table(documents: list[Document], evidence: Evidence) -> list[str]:
    """How the parts stand."""
    by_document = [
        [part_state(part, evidence) for row in document.requirements for part in row.checked] for document in documents
    ]
    return table("parts", PART_STATES, documents, by_document)


def table(unit: str, kinds: Iterable[str], documents: list[Document], by_document: list[list[str]]) -> list[str]:
    """The states counted: a column a kind, a line a document and one for all."""
    heads = ["document", unit, *(kind.replace(NOT_PROVABLE, "not provable") for kind in kinds)]
    lines = [tables.row(heads), tables.row(["---", *("---:" for _ in heads[1:])])]
    names = [f"[{document.prefix} {document.name}](#{anchor(document)})" for document in documents]
    everything = [each for states in by_document for each in states]
    for name, states in [*zip(names, by_document, strict=True), ("**all**", everything)]:
        figures = (len(states), *(states.count(kind) for kind in kinds))
        lines.append(tables.row([name, *map(str, figures)]))
    return lines


def anchor(document: Document) -> str:
    """The HTML id of a document's section."""
    return f"document-{document.prefix.lower()}"


def section(document: Document, evidence: Evidence) -> str:
    """One document: its full title, what it is, its rows."""
    title = f"{document.title} {document.number}".strip()
    lines = [
        f'<a id="{anchor(document)}"></a>\n',
        f"## {document.prefix}. {document.name}\n",
        f"{title}: {document.status}.\n",
        "| row | kind | demand | article | proof |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [line(row, evidence) for row in document.requirements]
    return "\n".join([*lines, ""])


def line(row: Requirement, evidence: Evidence) -> str:
    """One row of a section."""
    demand = f"**{row.title}** {row.demand}" + (f"<br>*{row.product}*" if row.product else "")
    return tables.row([row.id, row.kind, demand, row.article, "<br>".join(cell(row, evidence))])


def cell(row: Requirement, evidence: Evidence) -> list[str]:
    """The last cell, line by line: what proves the row, or each of its parts after its name and sentence."""
    if not row.parts:
        return part_cell(row.checked[0], evidence)
    return [
        words
        for part in row.checked
        for words in [f"**{part.id.partition('/')[2]}** {part.demand}", *part_cell(part, evidence)]
    ]


def part_cell(part: Part, evidence: Evidence) -> list[str]:
    """Why it cannot be proved, or that it is open; the tests by module."""
    proving = tables.by_module(evidence.proving.get(part.id, []))
    stating = [f"stated: {module}" for module in tables.by_module(evidence.stating.get(part.id, []))]
    if part.not_provable:
        return [
            f"{NOT_PROVABLE}: {part.not_provable}",
            *(f"supported: {module}" for module in proving),
            *stating,
        ]
    return [*proving, *stating] or [OPEN]
