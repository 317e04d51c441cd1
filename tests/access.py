"""Who reaches which route, collected from the apps: tests/<area>/<app>/access.py. docs/permissions.md is written from it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.people import EVERYBODY, Access, Public
from tests.routes import APPS

TESTS = Path(__file__).resolve().parent


def modules(name: str) -> dict[str, ModuleType]:
    """App → its module of this name beside its tests, ground first."""
    having = [app for app in APPS if (TESTS / app.replace(".", "/") / f"{name}.py").exists()]
    return {app: import_module(f"tests.{app}.{name}") for app in having}


ACCESS_OF: dict[str, Access] = {app: getattr(module, "ACCESS", {}) for app, module in modules("access").items()}
PUBLIC_OF: dict[str, Public] = {app: getattr(module, "PUBLIC", {}) for app, module in modules("access").items()}
ACCESS: Access = {route: roles for rows in ACCESS_OF.values() for route, roles in rows.items()}
PUBLIC: Public = {route: reason for rows in PUBLIC_OF.values() for route, reason in rows.items()}
PEOPLE = EVERYBODY
