"""A circle of foreign keys between two floors: every table is made whole, the key that points upward comes after."""

from __future__ import annotations

import pytest
from django.db import migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.migration import Migration
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from afterschool.tenancy.autodetector import FloorAutodetector

GROUND, ROOF = "bureaus_inbox", "schools_imports"  # two floors that have no table of their own, lent for the circle
Changes = dict[str, list[Migration]]


def table(app: str, name: str, *fields: tuple[str, models.Field], **options: object) -> ModelState:
    bureau = () if name == "Bureau" else (("bureau", key("bureaus_tree.bureau")),)
    return ModelState(app, name, [("id", models.BigAutoField(primary_key=True)), *bureau, *fields], options)


def key(target: str, **options: object) -> models.ForeignKey:
    return models.ForeignKey(target, models.PROTECT, **options)


def the_circle() -> ProjectState:
    """A sheet names its author, who lives upstairs; an author names a sheet. “author” stands before “bureau”."""
    sheet = table(
        GROUND,
        "Sheet",
        ("author", key(f"{ROOF}.author", null=True)),
        ("title", models.CharField(max_length=9)),
        indexes=[
            models.Index(fields=["bureau", "author"], name="sheet_author"),
            models.Index(fields=["bureau", "title"], name="sheet_title"),
        ],
        constraints=[models.CheckConstraint(condition=models.Q(author__isnull=False), name="sheet_has_author")],
    )
    author = table(ROOF, "Author", ("best", key(f"{GROUND}.sheet", null=True)))
    state = ProjectState()
    for model in (table("bureaus_tree", "Bureau"), sheet, author):
        state.add_model(model)
    return state


def changes(autodetector: type[MigrationAutodetector]) -> Changes:
    questioner = MigrationQuestioner(specified_apps={"bureaus_tree", GROUND, ROOF})  # these begin anew
    return autodetector(ProjectState(), the_circle(), questioner).changes(graph=MigrationGraph())


def without_bureau(made: Changes) -> list[str]:
    """Tables that a migration makes without their bureau."""
    steps = [step for label in (GROUND, ROOF) for migration in made[label] for step in migration.operations]
    tables = [step for step in steps if isinstance(step, migrations.CreateModel)]
    assert {step.name for step in tables} == {"Sheet", "Author"}
    return [step.name for step in tables if "bureau" not in dict(step.fields)]


@pytest.fixture
def made() -> Changes:
    return changes(FloorAutodetector)


def test_djangos_own_autodetector_cuts_a_table_from_its_bureau():
    assert without_bureau(changes(MigrationAutodetector)) == ["Sheet"]


def test_every_table_is_made_with_its_bureau(made):
    assert without_bureau(made) == []


def test_the_key_that_points_upward_comes_after_with_all_that_names_it(made):
    tables, upward = made[GROUND]
    assert (tables.name, upward.name[:5]) == ("0001_initial", "0002_")
    added = [
        getattr(step, "name", "") or (getattr(step, "index", None) or step.constraint).name
        for step in upward.operations
    ]
    assert sorted(added) == ["author", "sheet_author", "sheet_has_author"]
    (sheet,) = (step for step in tables.operations if isinstance(step, migrations.CreateModel))
    assert "author" not in dict(sheet.fields)


def test_the_key_that_points_downward_stays_in_its_table(made):
    (roof,) = made[ROOF]
    (author,) = (step for step in roof.operations if isinstance(step, migrations.CreateModel))
    assert "best" in dict(author.fields)


def test_the_migrations_run_in_a_row_and_leave_nothing_to_do(made):
    graph = MigrationGraph()
    ordered = [migration for label in made for migration in made[label]]
    for migration in ordered:
        graph.add_node((migration.app_label, migration.name), migration)
    for migration in ordered:
        for parent in migration.dependencies:
            graph.add_dependency(migration, (migration.app_label, migration.name), parent)
    graph.ensure_not_cyclic()
    state = graph.make_state()
    assert (GROUND, "sheet") in state.models and "author" in state.models[GROUND, "sheet"].fields
    assert FloorAutodetector(state, the_circle()).changes(graph=graph) == {}
