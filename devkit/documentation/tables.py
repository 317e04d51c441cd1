"""Lines of the generated tables that name tests."""

from collections.abc import Iterable

from devkit.documentation.proofs import Proof


def row(cells: Iterable[str]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(text.replace("|", "\\|") for text in cells) + " |"


def by_module(proofs: list[Proof]) -> list[str]:
    """One line a test module: a link, and the names of its tests."""
    modules: dict[str, list[str]] = {}
    for proof in proofs:
        modules.setdefault(proof.path, []).append(proof.name)
    return [
        f"[{path.removeprefix('tests/').removesuffix('.py')}](../{path}): {', '.join(names)}"
        for path, names in modules.items()
    ]
