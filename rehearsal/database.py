"""A database for one run: copied from a template that was migrated once, dropped afterwards."""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
REDIS_DATABASE = "14"
MAKING = 71_202_611  # the advisory lock of whoever makes the template


@contextmanager
def scratch_environment() -> Iterator[dict[str, str]]:
    """Variables that point a process at an empty, migrated database and at a folder for files of its own."""
    app, owner = os.environ["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    template = _template(app, owner)
    name = f"afterschool_run_{secrets.token_hex(4)}"
    _execute(owner, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield {
                "DATABASE_URL": _renamed(app, name),
                "DATABASE_OWNER_URL": _renamed(owner, name),
                "REDIS_URL": _renamed(os.environ["REDIS_URL"], REDIS_DATABASE),
                "PRIVATE_ROOT": folder,
            }
    finally:
        _execute(owner, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _template(app: str, owner: str) -> str:
    """An empty database with today's migrations, made the first time; who comes meanwhile waits."""
    name = f"afterschool_empty_{_fingerprint()}"
    connection = psycopg2.connect(owner)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MAKING])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                _make(name, app, owner)
    finally:
        connection.close()
    return name


def _make(name: str, app: str, owner: str) -> None:
    draft = f"{name}_draft"
    _execute(owner, f"DROP DATABASE IF EXISTS {draft} WITH (FORCE)", f"CREATE DATABASE {draft}")
    environment = os.environ | {"DATABASE_URL": _renamed(app, draft), "DATABASE_OWNER_URL": _renamed(owner, draft)}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    _execute(owner, f"ALTER DATABASE {draft} RENAME TO {name}")


def _fingerprint() -> str:
    """Over every migration, and what writes the walls after them."""
    digest = hashlib.sha256()
    for path in sorted(
        [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py"), *ROOT.glob("afterschool/tenancy/*.py")]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _renamed(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _execute(owner: str, *statements: str) -> None:
    connection = psycopg2.connect(owner)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()
