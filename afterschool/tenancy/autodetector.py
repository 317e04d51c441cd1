"""Migrations of apps that stand on floors: each table whole and with its bureau first, keys that point upward after.

Where foreign keys form a circle, Django cuts it in the order of the alphabet and then creates tables without their bureau,
which the database backend refuses. INSTALLED_APPS stands in the order of floors, so the keys that point upward are known:
only these, with the indexes and constraints that name them, are put aside into a second migration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.migrations import operations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.migration import Migration

from afterschool.db.postgresql.keys import TENANT_FIELD


class FloorAutodetector(MigrationAutodetector):
    """Builds the migrations in two passes: first all tables, then the keys that point upward."""

    def _build_migration_list(self, graph: Any = None) -> None:
        generated = self.generated_operations
        upward = {label: _pointing_upward(label, steps) for label, steps in generated.items()}
        self.generated_operations = {
            label: [step for step in steps if step not in upward[label]] for label, steps in generated.items()
        }
        super()._build_migration_list(graph)
        tables = self.migrations
        self.generated_operations = {label: steps for label, steps in upward.items() if steps}
        super()._build_migration_list(graph)
        self.migrations = _appended(tables, self.migrations)


def _pointing_upward(label: str, steps: list[Any]) -> list[Any]:
    """The keys of these steps that point to a higher floor, and the indexes and constraints that name such a key."""
    floors = {config.label: number for number, config in enumerate(apps.get_app_configs())}
    keys = [
        step
        for step in steps
        if isinstance(step, operations.AddField) and floors.get(_target(step) or "", -1) > floors.get(label, 0)
    ]
    fields = {(step.model_name.lower(), step.name) for step in keys}
    return keys + [step for step in steps if _names_one_of(step, fields)]


def _target(step: Any) -> str | None:
    """The app to which the key of an AddField points; None for plain fields and for the bureau itself."""
    if not step.field.is_relation or step.name == TENANT_FIELD:
        return None
    model = step.field.remote_field.model
    label = model if isinstance(model, str) else model._meta.label_lower
    return label.split(".")[0].lower()


def _names_one_of(step: Any, fields: set[tuple[str, str]]) -> bool:
    """Whether an index or constraint names one of these fields, also inside a Q."""
    named = getattr(step, "index", None) or getattr(step, "constraint", None)
    if named is None:
        return False
    words = {word.split("__")[0].lstrip("_-") for word in re.findall(r"\w+", str(named.deconstruct()))}
    return any((step.model_name.lower(), word) in fields for word in words)


def _appended(tables: dict[str, list[Migration]], keys: dict[str, list[Migration]]) -> dict[str, list[Migration]]:
    """The second pass behind the first: numbered on, and depending on the tables its keys point to."""
    made = {label: migrations[-1].name for label, migrations in tables.items()}
    for label, following in keys.items():
        others = {other for other in _targets(following) if other in made} | {label}
        for migration in following:
            migration.name = f"{len(tables.get(label, [])) + 1:04}_keys_upward"
            migration.initial = None
            dependencies = {dependency for dependency in migration.dependencies if dependency[0] not in others}
            migration.dependencies = sorted(
                dependencies | {(other, made[other]) for other in others if other in made}, key=str
            )
            tables.setdefault(label, []).append(migration)
    return tables


def _targets(migrations: list[Migration]) -> Iterator[str]:
    for migration in migrations:
        for step in migration.operations:
            if isinstance(step, operations.AddField) and (target := _target(step)):
                yield target
