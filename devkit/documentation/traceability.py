"""docs/requirements.md: every row of the source documents and what proves it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from devkit.documentation.proofs import Proof
from devkit.documentation.requirements import Document, Requirement

PROVED, STATED, OPEN, NOT_PROVABLE = (
    "proved",
    "stated",
    "open",
    "no software can prove this",
)
Proofs = dict[str, list[Proof]]


@dataclass(frozen=True)
class Evidence:
    """Row id → tests: those that prove it, and those that show the rule in a policy pack."""

    proving: Proofs = field(default_factory=dict)
    stating: Proofs = field(default_factory=dict)


HEAD = """\
# Requirements

Written by `./dev docs` from docs/requirements/*.toml and from the marks `req` and `stated` of the tests. Not edited by
hand.

Each row is one demand of a source document, in our own words. It is

- **proved** where at least one test shows that the product does it (`@pytest.mark.req("C-11")`);
- **stated** where so far only the rule stands in a policy pack, with its clause (`@pytest.mark.stated("C-11")`);
- **open** where neither is so yet;
- and otherwise it says why **no software can prove it**.
"""


def page(documents: list[Document], evidence: Evidence) -> str:
    """The whole page as Markdown; the same input gives the same bytes."""
    parts = [HEAD, summary(documents, evidence)]
    parts += [section(document, evidence) for document in documents]
    return "\n".join(parts)


def state(row: Requirement, evidence: Evidence) -> str:
    """Where a row stands. A test may support a row that software cannot prove: that does not make it proved."""
    if row.not_provable:
        return NOT_PROVABLE
    if evidence.proving.get(row.id):
        return PROVED
    return STATED if evidence.stating.get(row.id) else OPEN


def summary(documents: list[Document], evidence: Evidence) -> str:
    """The table on top: one line a document, and the sum."""
    lines = [
        "| document | rows | proved | stated | open | not provable |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for document in documents:
        link = f"[{document.prefix} {document.name}](#{anchor(document)})"
        lines.append(f"| {link} | {counts(document.requirements, evidence)} |")
    everything = [row for document in documents for row in document.requirements]
    return "\n".join([*lines, f"| **all** | {counts(everything, evidence)} |", ""])


def counts(rows: Iterable[Requirement], evidence: Evidence) -> str:
    """The figures of a line of the summary."""
    states = [state(row, evidence) for row in rows]
    figures = (len(states), *map(states.count, (PROVED, STATED, OPEN, NOT_PROVABLE)))
    return " | ".join(str(figure) for figure in figures)


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
    cells = [row.id, row.kind, demand, row.article, "<br>".join(cell(row, evidence))]
    return "| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |"


def cell(row: Requirement, evidence: Evidence) -> list[str]:
    """The last cell, line by line: why it cannot be proved, or that it is open; the tests by module."""
    proving = by_module(evidence.proving.get(row.id, []))
    stating = [f"stated: {module}" for module in by_module(evidence.stating.get(row.id, []))]
    if row.not_provable:
        return [
            f"{NOT_PROVABLE}: {row.not_provable}",
            *(f"supported: {module}" for module in proving),
            *stating,
        ]
    return [*proving, *stating] or [OPEN]


def by_module(proofs: list[Proof]) -> list[str]:
    """One line a test module: a link, and the names of its tests."""
    modules: dict[str, list[str]] = {}
    for proof in proofs:
        modules.setdefault(proof.path, []).append(proof.name)
    return [
        f"[{path.removeprefix('tests/').removesuffix('.py')}](../{path}): {', '.join(names)}"
        for path, names in modules.items()
    ]
