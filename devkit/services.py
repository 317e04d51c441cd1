"""PostgreSQL and the broker, shared by all `./dev` commands of one checkout: the last one out turns off the light."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from typing import IO

from devkit import broker, postgres, state
from devkit.places import LOCAL, ROOT
from devkit.processes import ignore_signals
from devkit.terminal import say

ENVIRONMENT_FILE = ROOT / ".dev.env"


@contextlib.contextmanager
def running() -> Iterator[dict[str, str]]:
    """The environment for the project's processes, with both services up inside the block.

    Each command holds a shared lock on .local/services.users while it needs them. Whoever leaves and then gets that
    lock alone was the last, and stops what runs. The kernel drops the locks of a killed process.
    """
    LOCAL.mkdir(exist_ok=True)
    with open(LOCAL / "services.users", "w") as users:
        with one_at_a_time():
            fcntl.flock(users, fcntl.LOCK_SH)
            environment = start()
        try:
            yield environment
        finally:
            ignore_signals()
            with one_at_a_time():
                if try_lock(users):
                    stop()


@contextlib.contextmanager
def one_at_a_time(name: str = "services", otherwise: str | None = None) -> Iterator[None]:
    """Only one `./dev` of this checkout is inside; the others wait, after saying `otherwise`."""
    LOCAL.mkdir(exist_ok=True)
    with open(LOCAL / f"{name}.lock", "w") as file:
        if otherwise and not try_lock(file):
            say(otherwise)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def try_lock(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def start() -> dict[str, str]:
    """Start what the environment does not already name, and write it down for people in .dev.env."""
    environment = project_environment()
    if "DATABASE_URL" not in environment:
        environment |= postgres.ensure_running()
    environment.setdefault("DATABASE_OWNER_URL", environment["DATABASE_URL"])
    if "REDIS_URL" not in environment:
        environment |= broker.ensure_running()
    write_environment_file(environment)
    return environment


def stop() -> None:
    if "DATABASE_URL" not in os.environ:
        postgres.stop()
    if "REDIS_URL" not in os.environ:
        broker.stop()


def project_environment() -> dict[str, str]:
    """What the settings read, besides the services: keys of this checkout; what the terminal sets wins."""
    return {
        "SECRET_KEY": state.secret("secret_key"),
        "FIELD_KEY": state.secret("field_key"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DEVELOPMENT": "1",
        "MESSAGING_CHANNEL": "development",
    } | dict(os.environ)


def write_environment_file(environment: dict[str, str]) -> None:
    """For people who call manage.py by hand: `set -a; . ./.dev.env`."""
    names = ["SECRET_KEY", "FIELD_KEY", "ALLOWED_HOSTS", "DEVELOPMENT", "MESSAGING_CHANNEL", "REDIS_URL"]
    names += sorted(name for name in environment if name.startswith("DATABASE_"))
    ENVIRONMENT_FILE.touch(mode=0o600)
    ENVIRONMENT_FILE.write_text("".join(f"{name}='{environment[name]}'\n" for name in names))
