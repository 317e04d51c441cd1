"""Who reaches which route, collected from the apps: tests/<area>/<app>/access.py. docs/permissions.md is written from it.

ACCESS names for each route who reaches it, to look and to act alike; PUBLIC why everybody does. A route that opens to others in a special case has
a second line, "name (the case)", and a row of its own in the app's stage. Where that is not all, an app adds:

- IN_TURN: whose turn it is with the row of the stage; the others who reach the route are told that nothing waits for them;
- OF_ONE_CLASS: why a row is closed to the class teacher of another class;
- ACROSS_CLASSES: why a page may name children of another class to them;
- COUNTY_WIDE: why a row is open to the colleagues of another school too;
- SCHOOL_WIDE: why a row is open to every family of the school;
- RECORDED: why to look leaves a trace; all other pages write nothing;
- KEPT_NOWHERE: why to send a form changes no row.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.people import EVERYBODY, Access, Public, Reasons
from tests.routes import APPS

TESTS = Path(__file__).resolve().parent


def modules(name: str) -> dict[str, ModuleType]:
    """App → its module of this name beside its tests, ground first."""
    having = [app for app in APPS if (TESTS / app.replace(".", "/") / f"{name}.py").exists()]
    return {app: import_module(f"tests.{app}.{name}") for app in having}


def _of_each_app(table: str) -> dict[str, dict]:
    return {app: getattr(module, table, {}) for app, module in modules("access").items()}


def _together(tables: dict[str, dict]) -> dict:
    return {route: row for rows in tables.values() for route, row in rows.items()}


ACCESS_OF: dict[str, Access] = _of_each_app("ACCESS")
OF_ONE_CLASS_OF: dict[str, Reasons] = _of_each_app("OF_ONE_CLASS")
COUNTY_WIDE_OF: dict[str, Reasons] = _of_each_app("COUNTY_WIDE")
SCHOOL_WIDE_OF: dict[str, Reasons] = _of_each_app("SCHOOL_WIDE")
RECORDED_OF: dict[str, Reasons] = _of_each_app("RECORDED")
PUBLIC_OF: dict[str, Public] = _of_each_app("PUBLIC")
ACCESS: Access = _together(ACCESS_OF)
OF_ONE_CLASS: Reasons = _together(OF_ONE_CLASS_OF)
ACROSS_CLASSES: Reasons = _together(_of_each_app("ACROSS_CLASSES"))
IN_TURN: Access = _together(_of_each_app("IN_TURN"))
COUNTY_WIDE: Reasons = _together(COUNTY_WIDE_OF)
SCHOOL_WIDE: Reasons = _together(SCHOOL_WIDE_OF)
RECORDED: Reasons = _together(RECORDED_OF)
KEPT_NOWHERE: Reasons = _together(_of_each_app("KEPT_NOWHERE"))
PUBLIC: Public = _together(PUBLIC_OF)
PEOPLE = EVERYBODY
