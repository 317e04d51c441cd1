"""Where a newcomer finds a test and what it stands on: beside its app's name, and in modules with a name."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

TESTS = Path(__file__).resolve().parent
ACROSS = {"browser", "look", "story"}  # these drive the product as a whole
NOT_A_FLOOR = {"afterschool", "devkit", "devkit/documentation", "devkit/mutation", "rehearsal"}
MODULES = [path.relative_to(TESTS).as_posix() for path in sorted(TESTS.rglob("*.py"))]


def test_each_folder_of_tests_is_named_after_an_app():
    floors = {floor.replace(".", "/") for floor in settings.FLOORS}
    folders = {Path(module).parent.as_posix() for module in MODULES if Path(module).name.startswith("test_")} - {"."}
    assert len(folders) > 20
    assert folders - floors - NOT_A_FLOOR - ACROSS == set()


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_fetched_from_a_conftest_or_from_another_test(module):
    """What several tests use stands in a module of its own: tests/world.py, stage.py, desk.py, clues.py, files.py …"""
    tree = ast.parse((TESTS / module).read_text(encoding="utf-8"))
    sources = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    last = [source.rpartition(".")[2] for source in sources if source.startswith("tests")]
    assert [name for name in last if name == "conftest" or name.startswith("test_")] == []
