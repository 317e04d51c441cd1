"""Which test proves which part of a row, read from the source of the tests without running them.

`req`     the product does what the part demands
`stated`  the rule of the part stands in a policy pack, with its clause; that something follows it is another test's proof
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARKS = ("req", "stated")


@dataclass(frozen=True, order=True)
class Proof:
    """A test function; `path` is relative to the repository."""

    path: str
    name: str


def read_proofs(folder: Path, mark: str = "req", *, root: Path = ROOT) -> dict[str, list[Proof]]:
    """Part → tests whose mark carries it, over every test module under the folder."""
    proofs_by_id: dict[str, set[Proof]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for name, ids in marks_of_module(path.read_text(encoding="utf-8"), mark).items():
            for requirement_id in ids:
                proofs_by_id.setdefault(requirement_id, set()).add(Proof(path.relative_to(root).as_posix(), name))
    return {requirement_id: sorted(proofs) for requirement_id, proofs in sorted(proofs_by_id.items())}


def marks_of_module(source: str, mark: str = "req") -> dict[str, set[str]]:
    """Test name (`test_x` or `TestX.test_y`) → parts, from decorators, parameters and pytestmark of any level."""
    module = ast.parse(source)
    reader = _Reader(f"pytest.mark.{mark}", dict(_assignments(module)))
    return {name: ids for name, ids in reader.tests(module) if ids}


@dataclass(frozen=True)
class _Reader:
    """Reads one module: the mark to look for, and what its names stand for (tables of examples)."""

    mark: str
    tables: dict[str, ast.expr]

    def tests(
        self,
        parent: ast.Module | ast.ClassDef,
        prefix: str = "",
        inherited: frozenset[str] = frozenset(),
    ) -> Iterator[tuple[str, set[str]]]:
        here = inherited | self.ids(value for name, value in _assignments(parent) if name == "pytestmark")
        for node in parent.body:
            if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
                yield from self.tests(node, f"{prefix}{node.name}.", here | self.ids(node.decorator_list))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
                yield (
                    f"{prefix}{node.name}",
                    set(here | self.ids(self.with_tables(node.decorator_list))),
                )

    def with_tables(self, decorators: list[ast.expr]) -> list[ast.expr]:
        """The decorators, and the tables of examples that they name."""
        names = {node.id for decorator in decorators for node in ast.walk(decorator) if isinstance(node, ast.Name)}
        return decorators + [self.tables[name] for name in sorted(names & self.tables.keys() - {"pytestmark"})]

    def ids(self, nodes: Iterable[ast.AST]) -> frozenset[str]:
        """The literal arguments of the mark, anywhere inside these nodes."""
        calls = (node for root in nodes for node in ast.walk(root) if isinstance(node, ast.Call))
        return frozenset(
            argument.value
            for call in calls
            if isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == self.mark
            for argument in call.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        )


def _assignments(parent: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.expr]]:
    for statement in parent.body:
        if isinstance(statement, ast.Assign):
            yield from ((target.id, statement.value) for target in statement.targets if isinstance(target, ast.Name))
