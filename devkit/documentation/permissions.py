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

Written by `./dev docs` from the ACCESS table of tests/test_access.py and from the docstrings of `can_…`. Not edited by hand.

The suite signs in as each of these people and opens each of these routes; a route in neither table fails it. A route that is not reached
answers 403 within the county and 404 in another.
"""
ACCESS_TABLE = "tests.test_access"
Policies = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Access:
    """Route → who reaches it; the routes open to everyone; the people in the order of the columns."""

    routes: Mapping[str, Collection[str]] = field(default_factory=dict)
    public: Collection[str] = ()
    people: Sequence[str] = ()


def read_access() -> Access:
    """The ACCESS, PUBLIC and EVERYBODY tables of the tests."""
    if find_spec(ACCESS_TABLE) is None:
        return Access()
    table = import_module(ACCESS_TABLE)
    return Access(table.ACCESS, table.PUBLIC, table.EVERYBODY)


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
    """The whole page as Markdown."""
    parts = [HEAD, routes(access), public_routes(access.public)]
    return "\n".join(parts + [functions(*item) for item in policies.items()])


def routes(access: Access) -> str:
    """Route × role, one row a route."""
    people = [str(person) for person in access.people]
    lines = [
        "## Routes\n",
        "| route | " + " | ".join(person.replace("_", "<br>") for person in people) + " |",
        "| --- |" + " :-: |" * len(people),
    ]
    for route, reached in sorted(access.routes.items()):
        lines.append(f"| `{route}` | " + " | ".join("●" if person in reached else " " for person in people) + " |")
    return "\n".join([*lines, ""])


def public_routes(public: Collection[str]) -> str:
    """Routes that need no sign-in."""
    return "\n".join(["## Public routes\n", *(f"- `{route}`" for route in sorted(public)), ""])


def functions(app: str, policies: dict[str, str]) -> str:
    """What the permissions of one app promise."""
    lines = [f"## {app}\n", "| permission | policy |", "| --- | --- |"]
    lines += [f"| `{name}` | {policy.replace('|', chr(92) + '|')} |" for name, policy in policies.items()]
    return "\n".join([*lines, ""])
