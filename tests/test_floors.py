"""The house: one order of floors, which settings, the layer contract, the labels and the foreign keys all keep to."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from afterschool.tenancy import beat
from audit import jobs

ROOT = Path(__file__).resolve().parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
GROUND = {"afterschool"}
AREAS = sorted({floor.split(".")[0] for floor in settings.FLOORS if "." in floor} - GROUND)
NOT_A_FLOOR = {"afterschool", "rehearsal", "devkit.documentation"}


def test_the_contract_names_the_floors_in_the_order_of_the_settings():
    assert CONTRACTS[0]["layers"] == ["rehearsal", *reversed(settings.FLOORS)]


@pytest.mark.parametrize("area", AREAS)
def test_the_contract_of_an_area_names_all_its_apps(area):
    (contract,) = [c for c in CONTRACTS if c.get("containers") == [area]]
    own = [floor.split(".")[1] for floor in reversed(settings.FLOORS) if floor.startswith(f"{area}.")]
    assert contract["layers"][1:] == own and contract["exhaustive"]


def test_every_app_with_rooms_is_under_the_contract_of_rooms():
    """Each floor is a container of exactly one exhaustive contract: no room slips out."""
    patterns = [pattern for contract in CONTRACTS if contract.get("exhaustive") for pattern in contract["containers"]]
    for floor in settings.FLOORS:
        area, _, _ = floor.partition(".")
        assert floor in patterns or f"{area}.*" in patterns, f"{floor}: name its rooms in a contract"


def test_the_settings_name_every_app_that_lies_in_the_house():
    lying = {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in ROOT.glob("*/**/apps.py")}
    lying = {app for app in lying if not app.startswith(".") and not app.startswith("tests")}
    assert lying == set(settings.FLOORS) | NOT_A_FLOOR


def test_a_label_is_the_dotted_name():
    for floor in settings.FLOORS:
        assert apps.get_app_config(floor.replace(".", "_")).name == floor


def test_an_app_with_models_has_migrations():
    for floor in settings.FLOORS:
        config = apps.get_app_config(floor.replace(".", "_"))
        if list(config.get_models()):
            assert (Path(config.path) / "migrations" / "0001_initial.py").exists(), floor


def test_a_foreign_key_to_a_higher_floor_is_a_string_and_known():
    """Upward keys are few; each is a decision. The database guards them like all others."""
    order = {floor.replace(".", "_"): number for number, floor in enumerate(settings.FLOORS)}
    upward = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in order
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and order.get(field.related_model._meta.app_label, -1) > order[model._meta.app_label]
    }
    assert upward == {
        "accounts.Membership.school",
        "accounts.Membership.school_class",
        "audit.Entry.bureau",
        "audit.Entry.user",
        "bureaus_documents.Attachment.uploaded_by",
        "bureaus_reviews.ReviewCase.opened_by",
        "bureaus_reviews.ReviewDecision.user",
    }


def test_the_beat_knows_its_tasks():
    from afterschool.celery import app

    app.autodiscover_tasks(force=True)
    entries = beat.schedule().values()
    assert {entry["task"] for entry in entries} <= set(app.tasks)
    kinds = {entry["args"][0] for entry in entries if entry["task"] == "bureaus.order_in_every_county"}
    assert len(kinds) >= 5 and kinds <= jobs.kinds()
    assert app.conf.beat_schedule == beat.schedule()


# --- sizes, and imports in the open ----------------------------------------------------------------------------------

SOURCES = [
    path for path in ROOT.glob("[a-z]*/**/*.py") if not {"migrations", "tests"} & set(path.relative_to(ROOT).parts)
]


def _functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_modules_and_functions_stay_small():
    """A module near 400 lines is split by aggregate or by audience; of ten functions nine have at most 20 lines."""
    assert len(SOURCES) > 300
    long = {path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in long.items() if lines > 400} == {}
    lengths = sorted(node.end_lineno - node.lineno + 1 for path in SOURCES for node in _functions(path))
    assert lengths[len(lengths) // 2] <= 9
    assert lengths[len(lengths) * 9 // 10] <= 20


def test_no_import_hides_in_a_function():
    """Only AppConfig.ready() imports what is not there earlier."""
    packages = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    hidden = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for function in _functions(path)
        if not (function.name == "ready" and path.name == "apps.py")
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in packages
    }
    assert hidden == set()
