"""A scratch database beside the project's own: made, filled with a scaled county, dropped."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

ROOT = Path(__file__).resolve().parent.parent
NAME = "afterschool_bench"
REDIS_DATABASE = "15"
COUNTY = "150802"


def renamed(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def scratch() -> Iterator[None]:
    """Points DATABASE_URL and DATABASE_OWNER_URL at an empty database, and drops it afterwards."""
    app, owner = os.environ["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL", os.environ["DATABASE_URL"])
    _execute(owner, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = renamed(app, NAME), renamed(owner, NAME)
    redis_url = os.environ["REDIS_URL"]
    os.environ["REDIS_URL"] = renamed(redis_url, REDIS_DATABASE)
    try:
        yield
    finally:
        redis.Redis.from_url(os.environ["REDIS_URL"]).flushdb()  # sessions, and tasks for rows that are gone
        os.environ["REDIS_URL"] = redis_url
        os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = app, owner
        _execute(owner, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def _execute(url: str, *statements: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def fill(*, schools: int, pupils: int) -> None:
    """Migrations, then the demonstration of one county scaled up."""
    manage("migrate", "--verbosity", "0")
    manage("load_demo", "--county", COUNTY, "--schools", str(schools), "--pupils", str(pupils))


def manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True)
