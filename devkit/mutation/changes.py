"""What can be changed about one node of a syntax tree, and how the change reads."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
Change = tuple[str, ast.AST]  # how it reads, what stands there instead

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
SIGNS: dict[type[ast.AST], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.And: "and", ast.Or: "or", ast.Add: "+", ast.Sub: "-",
    ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.BitOr: "|", ast.BitAnd: "&",
}  # fmt: skip
NARROWING = ("filter", "exclude", "distinct", "order_by", "visible_to")  # calls of a query that can be forgotten
IDENTIFIER = re.compile(r"[A-Za-z0-9_.:/-]*[A-Za-z][A-Za-z0-9_.:/-]*")  # a key, not a sentence
LONGEST = 70


def of(parent: ast.AST, name: str, node: ast.AST) -> Iterator[Change]:
    """Every change of the node that stands in this field of its parent."""
    if isinstance(parent, ast.comprehension) and name == "ifs":
        yield f"condition dropped: if {_text(node)}", ast.Constant(True)
    if isinstance(parent, ast.If | ast.IfExp) and node is parent.test and not _is_not(node):
        yield f"if {_text(node)} → if not", ast.UnaryOp(ast.Not(), copy.deepcopy(parent.test))
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BoolOp():
            yield _operator(node, ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield _replaced(node, copy.deepcopy(node.operand))
        case ast.BinOp() | ast.AugAssign():
            yield from _calculated(node)
        case ast.Constant():
            yield from _other_constants(parent, node)
        case ast.Call():
            yield from _less_narrow(node)
        case ast.stmt():
            yield from _statements(node)


def _compared(node: ast.Compare) -> Iterator[Change]:
    for index, operator in enumerate(node.ops):
        other = COMPARISONS[type(operator)]()
        operators = [other if place == index else each for place, each in enumerate(node.ops)]
        yield _reads(operator, other, node), _with(node, ops=operators)


def _calculated(node: ast.BinOp | ast.AugAssign) -> Iterator[Change]:
    is_text = isinstance(node, ast.BinOp) and any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )
    if type(node.op) in ARITHMETIC and not is_text:
        yield _operator(node, ARITHMETIC[type(node.op)]())


def _other_constants(parent: ast.AST, node: ast.Constant) -> Iterator[Change]:
    """A number moves to both sides, a flag turns, a key becomes another; sentences stay."""
    match node.value:
        case bool():
            others: list[int | float | str] = [not node.value]
        case int() | float():
            others = [node.value + 1, node.value - 1]
        case str() if _is_decimal(parent):
            others = _moved(node.value)
        case str() if IDENTIFIER.fullmatch(node.value) and not isinstance(parent, ast.JoinedStr):
            others = [f"{node.value}-other"]
        case _:
            others = []
    for other in others:
        yield _replaced(node, ast.Constant(other))


def _is_decimal(parent: ast.AST) -> bool:
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "Decimal"


def _moved(text: str) -> list[int | float | str]:
    """A whole number by one, a fraction by its point: that is what rounding reads of it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return []
    if "." in text:
        return [str(number.scaleb(1)), str(number.scaleb(-1))]
    return [str(number + 1), str(number - 1)]


def _less_narrow(node: ast.Call) -> Iterator[Change]:
    """A query without one of its conditions, or without one of its steps."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in NARROWING:
        return
    if len(node.args) + len(node.keywords) > 1 and node.func.attr in ("filter", "exclude"):
        for name, parts in (("args", node.args), ("keywords", node.keywords)):
            for index, part in enumerate(parts):
                rest = [each for place, each in enumerate(parts) if place != index]
                yield f".{node.func.attr}() without {_text(part)}", _with(node, **{name: rest})
    else:
        arguments = ", ".join(_text(part) for part in [*node.args, *node.keywords])
        yield f"dropped: .{node.func.attr}({arguments})", copy.deepcopy(node.func.value)


def _statements(node: ast.stmt) -> Iterator[Change]:
    match node:
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield from _returned(node, value)
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield f"dropped: {_text(node)}", ast.Pass()
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            nothing = ast.YieldFrom(ast.Tuple([], ast.Load()))  # the function stays a generator
            yield f"dropped: {_text(node)}", ast.Expr(nothing)


def _returned(node: ast.Return, value: ast.expr) -> Iterator[Change]:
    is_verdict = isinstance(value, ast.Compare | ast.BoolOp) or _is_not(value)
    for other in (True, False) if is_verdict else (None,):
        yield f"{_text(node)} → return {other}", ast.Return(ast.Constant(other))


def _is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _with(node: Node, **fields: object) -> Node:
    changed = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _operator(node: ast.BoolOp | ast.BinOp | ast.AugAssign, other: ast.boolop | ast.operator) -> Change:
    return _reads(node.op, other, node), _with(node, op=other)


def _reads(old: ast.AST, new: ast.AST, around: ast.AST) -> str:
    return f"{SIGNS[type(old)]} → {SIGNS[type(new)]} in: {_text(around)}"


def _replaced(old: ast.AST, new: ast.AST) -> Change:
    return f"{_text(old)} → {_text(new)}", new


def _text(node: ast.AST) -> str:
    """The node on one line, shortened."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
