"""Rooms are called as modules, so that the layer shows at the call, and each under one name in the whole house."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
AREAS = sorted({floor.split(".")[0] for floor in settings.FLOORS} | {"rehearsal", "bench"})
CALLED = ("services", "reports", "permissions")


def imports() -> Iterator[tuple[Path, str, str, str]]:
    """File, module, name and alias of each `from module import name as alias` in the product."""
    for area in AREAS:
        for path in sorted((ROOT / area).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in AREAS:
                    for name in node.names:
                        yield path.relative_to(ROOT), node.module, name.name, name.asname or name.name


def is_module(dotted: str) -> bool:
    path = ROOT / dotted.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def test_no_function_of_a_service_report_or_permission_is_imported_by_itself():
    alone = [
        f"{path}: from {module} import {name}"
        for path, module, name, _ in imports()
        if set(CALLED) & set(module.split(".")) and name[0].islower() and not is_module(f"{module}.{name}")
    ]
    assert alone == []


def test_other_apps_call_a_room_by_one_name():
    names = defaultdict(set)
    for path, module, name, alias in imports():
        dotted = f"{module}.{name}"
        own_app = path.as_posix().replace("/", ".").startswith(module + ".")
        if set(CALLED) & set(dotted.split(".")) and is_module(dotted) and not own_app:
            names[dotted].add(alias)
    assert {dotted: aliases for dotted, aliases in names.items() if len(aliases) > 1} == {}
