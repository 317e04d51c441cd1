"""docs/requirements.md: every row of the source documents and what proves it."""

from collections.abc import Iterable

from .proofs import Proof
from .requirements import Document, Requirement

PROVED, OPEN, NOT_PROVABLE = "proved", "open", "no software can prove this"

HEAD = """\
# Requirements

Written by `./dev docs` from docs/requirements/*.toml and from the `@pytest.mark.req("…")` marks of the tests. Not
edited by hand.

Each row is one demand of a source document, in our own words. It is **proved** where at least one test carries its id,
**open** where none does yet, and otherwise says why **no software can prove it**.
"""


def page(documents: list[Document], proofs: dict[str, list[Proof]]) -> str:
    """The whole page as Markdown; the same input gives the same bytes."""
    parts = [HEAD, summary(documents, proofs)]
    parts += [section(document, proofs) for document in documents]
    return "\n".join(parts)


def state(row: Requirement, proofs: dict[str, list[Proof]]) -> str:
    """Where a row stands. A test may support a row that software cannot prove: that does not make it proved."""
    if row.not_provable:
        return NOT_PROVABLE
    return PROVED if proofs.get(row.id) else OPEN


def summary(documents: list[Document], proofs: dict[str, list[Proof]]) -> str:
    """The table on top: one line a document, and the sum."""
    lines = ["| document | rows | proved | open | not provable |", "| --- | ---: | ---: | ---: | ---: |"]
    for document in documents:
        lines.append(
            f"| [{document.prefix} {document.name}](#{anchor(document)}) | {counts(document.requirements, proofs)} |"
        )
    everything = [row for document in documents for row in document.requirements]
    return "\n".join([*lines, f"| **all** | {counts(everything, proofs)} |", ""])


def counts(rows: Iterable[Requirement], proofs: dict[str, list[Proof]]) -> str:
    """The four figures of a line of the summary."""
    states = [state(row, proofs) for row in rows]
    return " | ".join(str(figure) for figure in (len(states), *map(states.count, (PROVED, OPEN, NOT_PROVABLE))))


def anchor(document: Document) -> str:
    """The HTML id of a document's section."""
    return f"document-{document.prefix.lower()}"


def section(document: Document, proofs: dict[str, list[Proof]]) -> str:
    """One document: its full title, what it is, its rows."""
    title = f"{document.title} {document.number}".strip()
    lines = [
        f'<a id="{anchor(document)}"></a>\n',
        f"## {document.prefix}. {document.name}\n",
        f"{title}: {document.status}.\n",
        "| row | kind | demand | article | proof |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [line(row, proofs.get(row.id, [])) for row in document.requirements]
    return "\n".join([*lines, ""])


def line(row: Requirement, proofs: list[Proof]) -> str:
    """One row of a section."""
    demand = f"**{row.title}** {row.demand}" + (f"<br>*{row.product}*" if row.product else "")
    cells = [f"{row.id}", row.kind, demand, row.article, proof(row, proofs)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def proof(row: Requirement, proofs: list[Proof]) -> str:
    """The last cell: the tests by module, or that it is open, or why it cannot be proved."""
    tests = "<br>".join(
        f"[{path.removeprefix('tests/').removesuffix('.py')}](../{path}): {', '.join(names)}"
        for path, names in by_module(proofs).items()
    )
    if row.not_provable:
        reason = f"{NOT_PROVABLE}: {row.not_provable}"
        return f"{reason}<br>Supported by {tests}" if tests else reason
    return tests or OPEN


def by_module(proofs: list[Proof]) -> dict[str, list[str]]:
    """Test names under the module they stand in."""
    modules: dict[str, list[str]] = {}
    for found in proofs:
        modules.setdefault(found.path, []).append(found.name)
    return modules
