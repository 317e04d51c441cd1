"""Which test proves which row, read from the source of the tests without running them."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, order=True)
class Proof:
    """A test function; `path` is relative to the repository."""

    path: str
    name: str


def read_proofs(folder: Path, *, root: Path = ROOT) -> dict[str, list[Proof]]:
    """Row id → tests that carry it, over every test module under the folder."""
    found: dict[str, set[Proof]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for name, ids in marks_of_module(path.read_text(encoding="utf-8")).items():
            for requirement_id in ids:
                found.setdefault(requirement_id, set()).add(Proof(path.relative_to(root).as_posix(), name))
    return {requirement_id: sorted(proofs) for requirement_id, proofs in sorted(found.items())}


def marks_of_module(source: str) -> dict[str, set[str]]:
    """Test name (`test_x` or `TestX.test_y`) → row ids, from decorators, parameters and pytestmark of any level."""
    module = ast.parse(source)
    tables = {
        target.id: statement.value
        for statement in module.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name) and target.id != "pytestmark"
    }
    tests = _tests(module, prefix="", inherited=_ids(_pytestmark(module)), tables=tables)
    return {name: ids for name, ids in tests if ids}


def _tests(
    parent: ast.Module | ast.ClassDef, *, prefix: str, inherited: set[str], tables: dict[str, ast.expr]
) -> Iterator[tuple[str, set[str]]]:
    for node in parent.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            ids = inherited | _ids(node.decorator_list) | _ids(_pytestmark(node))
            yield from _tests(node, prefix=f"{node.name}.", inherited=ids, tables=tables)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
            yield f"{prefix}{node.name}", inherited | _ids(_with_tables(node.decorator_list, tables))


def _pytestmark(node: ast.Module | ast.ClassDef) -> list[ast.expr]:
    return [
        statement.value
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in statement.targets)
    ]


def _with_tables(decorators: list[ast.expr], tables: dict[str, ast.expr]) -> list[ast.expr]:
    """The decorators and the module-level tables of examples that they name."""
    names = {node.id for decorator in decorators for node in ast.walk(decorator) if isinstance(node, ast.Name)}
    return decorators + [tables[name] for name in sorted(names & tables.keys())]


def _ids(nodes: Iterable[ast.AST]) -> set[str]:
    calls = (node for root in nodes for node in ast.walk(root) if isinstance(node, ast.Call))
    return {
        argument.value
        for call in calls
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func) == "pytest.mark.req"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
