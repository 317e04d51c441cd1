"""Finds what each app brings to the rehearsal: rehearsal/<area>/<app>/people.py and invariants.py, ground first."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.conf import settings

HERE = Path(__file__).resolve().parent


@cache
def modules(name: str) -> dict[str, ModuleType]:
    """App → its module of this name, in the order of the floors."""
    bringing = [app for app in settings.FLOORS if (HERE / app.replace(".", "/") / f"{name}.py").exists()]
    return {app: import_module(f"rehearsal.{app}.{name}") for app in bringing}
