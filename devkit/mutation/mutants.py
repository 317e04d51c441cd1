"""The mutants of a module: each is one small change of its syntax tree that a good test notices.

Not made, because nothing could notice: docstrings, sentences for people, annotations, decorators, log lines. What is
evaluated once when a class or a signature is built (defaults, fields, members) is counted by `untried`, not made.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from devkit.mutation import changes

MODULE = "<module>"


@dataclass(frozen=True)
class Site:
    """Where a change goes in the tree of its module."""

    parent: ast.AST
    name: str
    index: int | None
    replacement: ast.AST

    def put(self) -> None:
        """Make the change, for good: whoever calls this lives in a process of its own."""
        if self.index is None:
            setattr(self.parent, self.name, self.replacement)
        else:
            getattr(self.parent, self.name)[self.index] = self.replacement


@dataclass(frozen=True)
class Mutant:
    """One change. `lines` are those whose execution means that a test could notice; `function` is a qualified name."""

    path: str
    line: int
    function: str
    change: str
    lines: range = field(compare=False)
    site: Site = field(compare=False, repr=False)
    statement: ast.stmt | None = field(default=None, compare=False, repr=False)  # of a mutant at module level

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  {self.change}"


@dataclass(frozen=True)
class _Place:
    """Where the walk is: the function around, the class names before it, and the lines of the statement."""

    function: str = MODULE
    prefix: str = ""
    in_class_body: bool = False
    lines: range = range(0)
    statement: ast.stmt | None = None


def mutants_of(path: str, tree: ast.Module) -> list[Mutant]:
    """Every mutant of a module in the order of its lines. Their sites point into this very tree."""
    return [mutant for mutant, place in _all(path, tree) if not place.in_class_body]


def untried(path: str, tree: ast.Module) -> int:
    """How many changes were possible in class bodies, which take effect only when the class is built."""
    return sum(place.in_class_body for _, place in _all(path, tree))


def _all(path: str, tree: ast.Module) -> Iterator[tuple[Mutant, _Place]]:
    for parent, name, index, node, place in _walk(tree, _Place()):
        for change, replacement in changes.of(parent, name, node):
            ast.fix_missing_locations(ast.copy_location(replacement, node))
            site = Site(parent, name, index, replacement)
            line = getattr(node, "lineno", place.lines.start)
            statement = place.statement if place.function == MODULE else None
            yield Mutant(path, line, place.function, change, place.lines, site, statement), place


_Step = tuple[ast.AST, str, int | None, ast.AST, _Place]


def _walk(parent: ast.AST, place: _Place) -> Iterator[_Step]:
    for name, index, node in _children(parent):
        if is_left_alone(node):
            continue
        here = _entered(node, place)
        yield parent, name, index, node, here
        yield from _walk(node, _inside(node, here))


def _children(parent: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for name, value in ast.iter_fields(parent):
        if name not in walked_fields(parent):
            continue
        if isinstance(value, list):
            yield from ((name, index, child) for index, child in enumerate(value) if isinstance(child, ast.AST))
        elif isinstance(value, ast.AST):
            yield name, None, value


def walked_fields(node: ast.AST) -> tuple[str, ...]:
    """The parts of a node in which a change means something."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
            return ("body",)
        case ast.AnnAssign() | ast.FormattedValue():
            return ("value",)
    return node._fields


def is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Assert() | ast.Global() | ast.Nonlocal():
            return True
        case ast.Expr(value=ast.Constant()):  # a docstring
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
            return name in ("log", "logger", "warnings")
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Call(func=ast.Name(id="cast" | "TypeVar")):
            return True
    return False


def _entered(node: ast.AST, place: _Place) -> _Place:
    """The place of this node: a simple statement counts whole, a compound one by the part that is looked at."""
    if isinstance(node, ast.stmt):
        place = replace(place, statement=node)
    if isinstance(node, ast.stmt) and not hasattr(node, "body"):
        return replace(place, lines=_lines(node))
    if isinstance(node, ast.expr) and hasattr(place.statement, "body"):
        return place if node.lineno in place.lines else replace(place, lines=_lines(node))
    return place


def _lines(node: ast.stmt | ast.expr) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _inside(node: ast.AST, place: _Place) -> _Place:
    match node:
        case ast.ClassDef(name=name):
            return replace(place, prefix=f"{place.prefix}{name}.", in_class_body=True)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            function = place.prefix + name
            return replace(place, function=function, prefix=f"{function}.<locals>.", in_class_body=False)
    return place
