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

The suite signs in as each of these people and knocks at each of these routes by GET and by POST, with a row that exists; a route in
neither table fails it. Who reaches a route may look and act there alike. Whoever does not, gets 403 or 404 within the county and 404 in
another, and has changed no table. Colleagues of the county's second school, the teacher of a second class, other families and guardians
without children knock too: a row of the first school opens to none but the tables say why.
"""
TABLES = "tests.access"
Policies = dict[str, dict[str, str]]
Reasons = Mapping[str, Mapping[str, str]]  # app → route → why


@dataclass(frozen=True)
class Access:
    """App → route → who reaches it; the people in the order of the columns; what else is said, under its heading."""

    routes: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    people: Sequence[str] = ()
    reasons: Mapping[str, Reasons] = field(default_factory=dict)


def read_access() -> Access:
    """The tables of all apps, as the tests collect them; in production there are no tests, and no page is written."""
    if find_spec("tests") is None:
        return Access()
    tables = import_module(TABLES)
    reasons = {
        "open to everyone": tables.PUBLIC_OF,
        "closed to the class teacher of another class": tables.OF_ONE_CLASS_OF,
        "open to the county's other schools": tables.COUNTY_WIDE_OF,
        "open to every family of the school": tables.SCHOOL_WIDE_OF,
        "each look is recorded": tables.RECORDED_OF,
    }
    return Access(tables.ACCESS_OF, tables.PEOPLE, reasons)


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
    apps = sorted({*access.routes, *policies, *(app for rows in access.reasons.values() for app in rows)})
    return "\n".join([HEAD, *(section(app, access, policies.get(app, {})) for app in apps)])


def section(app: str, access: Access, policies: dict[str, str]) -> str:
    """One app: its routes, those open further or recorded, and what its permissions promise."""
    parts = [f"## {app}\n"]
    if rows := access.routes.get(app):
        parts.append(routes(rows, access.people))
    parts += [reasons(heading, rows[app]) for heading, rows in access.reasons.items() if rows.get(app)]
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
        lines.append(
            f"| {_in_code(route)} | " + " | ".join("●" if person in reached else " " for person in people) + " |"
        )
    return "\n".join([*lines, ""])


def reasons(heading: str, rows: Mapping[str, str]) -> str:
    """Routes of which something further holds, and why."""
    lines = [f"| {_in_code(route)} | {reason} |" for route, reason in sorted(rows.items())]
    return "\n".join([f"| {heading} | why |", "| --- | --- |", *lines, ""])


def _in_code(row: str) -> str:
    """The name of the route as code; the special case behind it in words."""
    name, bracket, words = row.partition(" (")
    return f"`{name}`{bracket}{words}"


def functions(policies: dict[str, str]) -> str:
    """What the permissions of one app promise."""
    lines = [f"| `{name}` | {policy.replace('|', chr(92) + '|')} |" for name, policy in policies.items()]
    return "\n".join(["| permission | policy |", "| --- | --- |", *lines, ""])
