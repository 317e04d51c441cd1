"""docs/permissions.md: which role reaches which route, and what each `can_…` function promises."""

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
HEAD = """\
# Permissions

Written by `./dev docs` from the ACCESS and PUBLIC tables beside each app's tests (tests/…/access.py) and from the docstrings of
`can_…`. Not edited by hand.

The suite signs in as each of these people and opens each of these routes; a route in neither table fails it. A route that is not reached
answers 403 within the county and 404 in another.
"""
TABLES = "tests.access"
Policies = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Access:
    """App → route → who reaches it; app → route → why everyone may; the people in the order of the columns."""

    routes: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    public: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: Sequence[str] = ()


def read_access() -> Access:
    """The tables of all apps, as the tests collect them; in production there are no tests, and no page is written."""
    if find_spec("tests") is None:
        return Access()
    tables = import_module(TABLES)
    return Access(tables.ACCESS_OF, tables.PUBLIC_OF, tables.PEOPLE)


def read_policies(root: Path = ROOT) -> Policies:
    """App → function → the policy in its docstring, from the permissions.py of every floor."""
    paths = {app: root / app.replace(".", "/") / "permissions.py" for app in sorted(settings.FLOORS)}
    return {app: policies_of(path) for app, path in paths.items() if path.exists()}


def policies_of(path: Path) -> dict[str, str]:
    """Every `can_…` of one module with its docstring on one line."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("can_"))
    return {node.name: " ".join((ast.get_docstring(node) or "").split()) for node in functions}


def page(access: Access, policies: Policies) -> str:
    """The whole page as Markdown, app by app."""
    apps = sorted({*access.routes, *access.public, *policies})
    return "\n".join([HEAD, *(section(app, access, policies.get(app, {})) for app in apps)])


def section(app: str, access: Access, policies: dict[str, str]) -> str:
    """One app: its routes, those open to everyone, and what its permissions promise."""
    parts = [f"## {app}\n"]
    if rows := access.routes.get(app):
        parts.append(routes(rows, access.people))
    if public := access.public.get(app):
        parts.append(public_routes(public))
    if policies:
        parts.append(functions(policies))
    return "\n".join(parts)


def routes(rows: Mapping[str, Collection[str]], people: Sequence[str]) -> str:
    """Route × role, one row a route."""
    lines = [
        "| route | " + " | ".join(str(person).replace("_", "<br>") for person in people) + " |",
        "| --- |" + " :-: |" * len(people),
    ]
    for route, reached in sorted(rows.items()):
        lines.append(f"| `{route}` | " + " | ".join("●" if person in reached else " " for person in people) + " |")
    return "\n".join([*lines, ""])


def public_routes(rows: Mapping[str, str]) -> str:
    """Routes that need no sign-in, and why."""
    lines = [f"| `{route}` | {reason} |" for route, reason in sorted(rows.items())]
    return "\n".join(["| open to everyone | why |", "| --- | --- |", *lines, ""])


def functions(policies: dict[str, str]) -> str:
    """What the permissions of one app promise."""
    lines = [f"| `{name}` | {policy.replace('|', chr(92) + '|')} |" for name, policy in policies.items()]
    return "\n".join(["| permission | policy |", "| --- | --- |", *lines, ""])
