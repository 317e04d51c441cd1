"""`migrate` on an empty database, as it is done on a new machine: all tables, all walls, and nothing left to do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings

from afterschool.tenancy.walls import tenant_models

NAME = f"afterschool_from_nothing_{os.getpid()}"
UNWALLED = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)"
KEYS = "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p'"


def at(url: str, name: str = NAME) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def ask(url: str, *statements: str) -> list[tuple]:
    """The rows of the last statement."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def manage(*arguments: str) -> str:
    """What the command says, in a process of its own, on the scratch database."""
    urls = {"DATABASE_URL": at(settings.APP_DATABASE_URL), "DATABASE_OWNER_URL": at(settings.OWNER_DATABASE_URL)}
    command = [sys.executable, "manage.py", *arguments]
    finished = subprocess.run(
        command, cwd=settings.BASE_DIR, env=os.environ | urls, text=True, capture_output=True, timeout=120
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


@pytest.fixture
def owner() -> Iterator[str]:
    """The owner's address of a database in which `migrate` has run once."""
    drop = f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)"
    ask(settings.OWNER_DATABASE_URL, drop, f"CREATE DATABASE {NAME}")
    try:
        manage("migrate", "--no-input")
        yield at(settings.OWNER_DATABASE_URL)
    finally:
        ask(settings.OWNER_DATABASE_URL, drop)


def test_migrate_from_nothing(owner):
    """One test, so that the database is made once however many processes run the suite."""
    every_table_stands_behind_its_walls(owner)
    the_application_finds_its_grants()
    assert "No migrations to apply" in manage("migrate", "--no-input")


def every_table_stands_behind_its_walls(owner: str) -> None:
    tables = {table for (table,) in ask(owner, "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')")}
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    assert {model._meta.db_table for model in models} - tables == set()
    tenants = {model._meta.db_table for model in tenant_models()}
    assert len(tenants) > 40
    assert tenants & {table for (table,) in ask(owner, UNWALLED)} == set()
    keys = {table: definition for table, definition in ask(owner, KEYS) if table in tenants}
    assert {table for table in tenants if "bureau_id" not in keys[table]} == set()


def the_application_finds_its_grants() -> None:
    application = at(settings.APP_DATABASE_URL)
    assert ask(application, "SELECT count(*) FROM schools_register_school") == [(0,)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(application, "UPDATE audit_entry SET reason = 'x'")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(application, "CREATE TABLE x (y int)")
