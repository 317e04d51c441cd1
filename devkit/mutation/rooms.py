"""What is mutated, and which tests have to notice."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from devkit.mutation import mutants
from devkit.mutation.mutants import Mutant
from devkit.places import ROOT

ARITHMETIC = ("afterschool/values/money.py", "afterschool/values/ranges.py")
NOT_THE_PRODUCT = ("tests", "devkit", "bench", "docs")
NOT_MUTATED = ("migrations", "management", "settings", "wsgi", "celery", "environment")
DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences", "live_server"}
NEVER = {"transactional_db", "live_server"}  # a child that is killed inside such a test would leave rows behind


@dataclass(frozen=True)
class Source:
    """A module: its tree, into which the sites of its mutants point."""

    path: str
    tree: ast.Module

    @classmethod
    def read(cls, path: str) -> Source:
        return cls(path, ast.parse((ROOT / path).read_text(encoding="utf-8")))

    def mutants(self) -> list[Mutant]:
        return mutants.mutants_of(self.path, self.tree)

    def untried(self) -> int:
        return mutants.untried(self.path, self.tree)


def product() -> list[str]:
    """Every module of the product whose behavior a test can see."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for path in listed.split() if _is_product(path)]


def _is_product(path: str) -> bool:
    first, *rest = path.removesuffix(".py").split("/")
    return bool(rest) and first not in NOT_THE_PRODUCT and not set(rest) & set(NOT_MUTATED)


def of_rules() -> list[str]:
    """The rules rooms, and the arithmetic below them."""
    return [path for path in product() if "rules" in path.removesuffix(".py").split("/") or path in ARITHMETIC]


def paths(rooms: str) -> list[str]:
    return of_rules() if rooms == "rules" else product()


def folders(rooms: str) -> list[str]:
    """Where the tests are looked for. The rules of an app are held by the tests of that app."""
    if rooms != "rules":
        return ["tests"]
    return sorted({folder for path in of_rules() if (ROOT / (folder := folder_of(path))).is_dir()})


def folder_of(path: str) -> str:
    """tests/schools/plans of schools/plans/rules/parts.py."""
    return f"tests/{path.partition('/rules')[0] if '/rules' in path else path.rpartition('/')[0]}"


def tests(rooms: str, items: list[pytest.Item]) -> list[pytest.Item]:
    """Rules are pure, and so are the tests that must hold them; what a demand claims is held by those that claim it."""
    fit = _is_pure if rooms == "rules" else _is_claiming
    return [item for item in items if fit(item)]


def _is_pure(item: pytest.Item) -> bool:
    return not needs_database(item) and not _is_about_tools(item)


def _is_claiming(item: pytest.Item) -> bool:
    return any(item.iter_markers("req")) and not _is_about_tools(item) and not _commits(item)


def needs_database(item: pytest.Item) -> bool:
    return bool(DATABASE.intersection(_fixtures(item))) or item.get_closest_marker("django_db") is not None


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(NEVER.intersection(_fixtures(item))) or (mark is not None and bool(mark.kwargs.get("transaction")))


def _fixtures(item: pytest.Item) -> Iterator[str]:
    yield from getattr(item, "fixturenames", ())


def _is_about_tools(item: pytest.Item) -> bool:
    return item.nodeid.startswith("tests/devkit/")
