"""The first wall, read from the source: every query says for whom.

What may stand in the product:

- `X.objects.of(…)`, `.visible_to(…)`, `.held_by(…)`, `.about(…)`: whatever X is, the query begins with whose rows it wants.
- `X.objects.none()`: nobody's rows.
- `X.objects` of a model that belongs to no bureau (User, Holiday …), where X is that class under the name of its import: an
  alias, a parameter or the result of a call may be any model, so `.objects` of it must say for whom.
- A related manager of a row that the caller already holds (`plan.slots`, `application.places`). Such a row was obtained for
  somebody; its keys hold the bureau (wall 3), so the relation stays inside it. No relation leads from a shared row (a user, a
  bureau) back to rows of tenants, and no tenant model has a second manager: afterschool/tenancy/checks.py asks the models.

Refused: every other `.objects`; the managers behind it (`_default_manager`, `_base_manager`, `_meta.…`), also by their name as
text; a related manager of a row that was itself reached over a relation (`student.school.students`), which nobody was asked
about; a QuerySet or a manager made by hand; a model given to `get_object_or_404`; SQL by hand; each of these functions under
another name. ALLOWED names each place that needs one of these, with its reason; a reason that is needed no more must go.

Not seen: what a form or a filter does with the model of its Meta, and a row reached over a relation once it is kept under a
name. Row-level security (wall 2) stands behind all of this.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps

from afterschool.tenancy.models import TenantModel

ROOT = Path(__file__).resolve().parent.parent
FOR_WHOM = {"of", "visible_to", "held_by", "about"}
NOBODY = {"none"}
HIDDEN_MANAGERS = {
    "_default_manager", "_base_manager", "default_manager", "base_manager", "managers", "managers_map", "local_managers",
    "get_object_for_this_type", "get_all_objects_for_this_type",
}  # fmt: skip
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
BY_NAME = {"getattr", "attrgetter", "methodcaller"}
DRIVERS = {"psycopg", "psycopg2"}
SQL = {"cursor", "chunked_cursor", "schema_editor", "RawSQL"}
SQL_CALLS = {"raw", "extra"}

UNSCOPED, MANAGER, RELATED, BY_HAND, SHORTCUT, RAW = "unscoped", "manager", "related", "by hand", "shortcut", "sql"
WHY = {
    UNSCOPED: ".objects must say for whom: .of(bureau_id) or .visible_to(actor)",
    MANAGER: "a manager under another name than .objects",
    RELATED: "rows beside a row that was not asked for: begin with .of(bureau_id) or .visible_to(actor)",
    BY_HAND: "a QuerySet or a manager made by hand says for nobody",
    SHORTCUT: "give the shortcut rows, not a model",
    RAW: "SQL by hand: name the module and the reason in tests/ast_wall.py",
}
ALLOWED = {
    ("accounts/models/user.py", BY_HAND): "the manager of people who sign in, who belong to no bureau",
    ("rehearsal/database.py", RAW): "makes and drops a developer's database, reads no row",
    ("rehearsal/multiply.py", RAW): "copies the rows of one county of a developer's database, named in every statement",
    ("rehearsal/invariants.py", RAW): "asks over all bureaus of a run that a developer played",
    ("afterschool/health.py", RAW): "asks whether the database answers, reads no row",
    ("afterschool/management/commands/check_health.py", RAW): "asks for role and version, reads no row",
    ("afterschool/tenancy/checks.py", MANAGER): "looks at the class of each manager, reads no row",
    ("afterschool/tenancy/models.py", BY_HAND): "the manager of every tenant model, at which one says for whom",
    (
        "afterschool/tenancy/models.py",
        RAW,
    ): "FOR SHARE, of which Django knows nothing; key and bureau come from the query",
    ("afterschool/tenancy/partitions.py", RAW): "makes the months ahead through one function of the owner",
    ("afterschool/tenancy/scopes.py", RAW): "the second wall: tells PostgreSQL whose rows may be seen",
    ("afterschool/tenancy/walls.py", RAW): "the second wall: writes its policies and grants",
    ("bench/database.py", RAW): "makes the database of the measurement",
    ("bench/enrollment.py", RAW): "hands out the work of the measurement through a table of its own",
    ("bench/indicators.py", RAW): "measures the statements inside the scope of one bureau",
    ("bench/page.py", RAW): "asks for the server's settings",
    (
        "bureaus/policies/models.py",
        UNSCOPED,
    ): "rules of the bureaus above, which row-level security shows to those below",
    ("enrollment/admissions/services/seats.py", RAW): "the last seat in one statement; every part names the bureau",
    ("rectification/indicators/reports/indicators.py", RAW): "one pass over attendance; every part names the bureau",
}


@dataclass(frozen=True, order=True)
class Offense:
    path: str
    line: int
    kind: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {WHY[self.kind]}"


def offenses_of_the_product() -> list[Offense]:
    """Everything that the source of all packages has to answer for, ALLOWED or not."""
    paths = list(product_modules())
    return [
        offense for path in paths for offense in offenses(path.read_text("utf-8"), path.relative_to(ROOT).as_posix())
    ]


def product_modules() -> Iterator[Path]:
    """Every module of every package beside the tests. A migration runs as the owner, with models of its own."""
    packages = [folder for folder in ROOT.iterdir() if (folder / "__init__.py").exists() and folder.name != "tests"]
    for package in sorted(packages):
        yield from (path for path in sorted(package.rglob("*.py")) if "migrations" not in path.parts)


def offenses(source: str, path: str = "example.py") -> list[Offense]:
    """What one module has to answer for, by line."""
    tree = ast.parse(source)
    module = _Module(tree, path.removesuffix(".py").replace("/", "."))
    marked = ((getattr(node, "lineno", 0), kind) for node in ast.walk(tree) for kind in module.kinds(node))
    return [Offense(path, line, kind) for line, kind in sorted(set(marked))]


@cache
def shared_models() -> set[str]:
    """The dotted names of the models that belong to no bureau."""
    return {f"{m.__module__}.{m.__qualname__}" for m in apps.get_models() if not issubclass(m, TenantModel)}


@cache
def relations() -> tuple[set[str], set[str]]:
    """The names under which rows of tenants are reached from a row: one (`plan.school`), and many (`school.plans`)."""
    fields = [
        field for model in apps.get_models() if issubclass(model, TenantModel) for field in model._meta.get_fields()
    ]
    one = {field.name for field in fields if field.is_relation and field.concrete}
    return one, {field.get_accessor_name() or "" for field in fields if field.one_to_many} - {""}


class _Module:
    """One parsed module: who stands above each node, and what each name was bound to."""

    def __init__(self, tree: ast.Module, name: str):
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.origins: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            for bound, origin in _bindings(node, name):
                self.origins.setdefault(bound, set()).add(origin)

    def kinds(self, node: ast.AST) -> Iterator[str]:
        """What is wrong with this one node."""
        if isinstance(node, ast.Attribute):
            yield from self._kinds_of_attribute(node)
        elif isinstance(node, ast.Call):
            yield from self._kinds_of_call(node)
        elif isinstance(node, ast.Name) and node.id in SHORTCUTS | {"getattr"} and not self._is_called(node):
            yield SHORTCUT if node.id in SHORTCUTS else MANAGER
        elif (isinstance(node, ast.Name) and node.id in SQL - {"cursor"}) or (
            isinstance(node, ast.Import | ast.ImportFrom) and _imports_driver(node)
        ):
            yield RAW
        elif isinstance(node, ast.Constant) and node.value in HIDDEN_MANAGERS | {"objects"}:
            yield MANAGER

    def _kinds_of_attribute(self, node: ast.Attribute) -> Iterator[str]:
        if node.attr == "objects" and not self._says_for_whom(node) and not self._is_shared(node.value):
            yield UNSCOPED
        if node.attr in HIDDEN_MANAGERS:
            yield MANAGER
        if node.attr in SQL | SQL_CALLS:
            yield RAW
        one, many = relations()
        if node.attr in many and (one | many) & set(_names_before(node.value)):
            yield RELATED

    def _says_for_whom(self, objects: ast.Attribute) -> bool:
        follower = self.parents.get(objects)
        return isinstance(follower, ast.Attribute) and follower.attr in FOR_WHOM | NOBODY and self._is_called(follower)

    def _kinds_of_call(self, node: ast.Call) -> Iterator[str]:
        functions = {_last_name(node.func), *self._imported_as(node.func)}
        if any(function.endswith(("QuerySet", "Manager")) for function in functions):
            yield BY_HAND
        if functions & SHORTCUTS and node.args and _may_be_a_model(node.args[0]):
            yield SHORTCUT
        if functions & BY_NAME:
            named = {part for arg in node.args if isinstance(arg, ast.Constant) for part in str(arg.value).split(".")}
            if named & {"objects", *HIDDEN_MANAGERS}:
                yield MANAGER
            if named & (SQL | SQL_CALLS):
                yield RAW
        if functions & SQL:
            yield RAW

    def _imported_as(self, function: ast.expr) -> set[str]:
        """What a name was called where it was imported from."""
        origins = self.origins.get(function.id, set()) if isinstance(function, ast.Name) else set()
        return {origin.rpartition(".")[2] for origin in origins}

    def _is_called(self, node: ast.AST) -> bool:
        parent = self.parents.get(node)
        return isinstance(parent, ast.Call) and parent.func is node

    def _is_shared(self, receiver: ast.expr) -> bool:
        """The receiver can be nothing but a model that belongs to no bureau."""
        if isinstance(receiver, ast.Name):
            names = self.origins.get(receiver.id, set())
        elif isinstance(receiver, ast.Attribute) and isinstance(receiver.value, ast.Name):
            names = {f"{origin}.{receiver.attr}" for origin in self.origins.get(receiver.value.id, set())}
        else:
            return False
        return bool(names) and names <= shared_models()


def _bindings(node: ast.AST, module: str) -> Iterator[tuple[str, str]]:
    """Names that this node binds, each with the dotted name of what it is; the empty one where nobody can know."""
    if isinstance(node, ast.ImportFrom):
        yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from ((alias.asname, alias.name) for alias in node.names if alias.asname)
    elif isinstance(node, ast.ClassDef):
        yield node.name, f"{module}.{node.name}"
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id, ""
    elif isinstance(node, ast.arg):
        yield node.arg, ""
    elif isinstance(node, ast.FunctionDef | ast.ExceptHandler | ast.MatchAs) and node.name:
        yield node.name, ""


def _may_be_a_model(argument: ast.expr) -> bool:
    """Named like a class, or the result of a call that gives back no rows of anybody."""
    if isinstance(argument, ast.Call):
        return _last_name(argument.func) in {"type", "get_model", "get_user_model", *BY_NAME}
    return _last_name(argument)[:1].isupper()


def _names_before(node: ast.expr) -> Iterator[str]:
    """Through what an expression was reached: `a.b.first().c` gives c, first, b."""
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            yield node.attr
        node = node.func if isinstance(node, ast.Call) else node.value


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _imports_driver(node: ast.Import | ast.ImportFrom) -> bool:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return bool({name.partition(".")[0] for name in names} & DRIVERS)
