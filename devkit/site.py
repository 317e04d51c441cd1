"""The running site of one checkout: web, worker and beat over migrated and filled services."""

import contextlib
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from devkit import assets, state
from devkit.environment import fingerprint
from devkit.places import LOCAL, LOCK_FILE, MANAGE, ROOT, STATIC_VENDOR, VENV
from devkit.processes import call, must, process_exists
from devkit.supervisor import Supervisor
from devkit.terminal import Stop, say, say_success

RUNNING_FILE = LOCAL / "running.json"
SECONDS_TO_START = 180
SECONDS_TO_PROVE = "180"  # a small machine that does something else besides; a healthy one needs ten
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  (only when asked for with --host)
QUIET = {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore:You're running the worker with superuser"}


@dataclass(frozen=True)
class Site:
    """What `./dev` writes down while the site runs, for the next `./dev` of the same checkout."""

    pid: int
    address: str
    worker: str
    started_at: str


def find_running() -> Site | None:
    """The site that another `./dev run` of this checkout serves right now."""
    try:
        site = Site(**json.loads(RUNNING_FILE.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return site if process_exists(site.pid) else None


def prepare(environment: dict[str, str]) -> None:
    """Tables, demo and static files."""
    say("Migrating the database")
    must([*MANAGE, "migrate", "--no-input"], "The migrations failed; the lines above say why.", environment)
    collect_static(environment)
    load_demo(environment)


def load_demo(environment: dict[str, str]) -> None:
    if call([*MANAGE, "load_demo", "--if-empty"], environment):
        raise Stop("The demo could not be loaded; the lines above say why.")


def collect_static(environment: dict[str, str]) -> None:
    """Give static files their hashed names, when one of them changed."""
    stamp, fingerprint = LOCAL / "static.stamp", static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("Collecting static files")
    must([*MANAGE, "collectstatic", "--no-input", "--clear"], "The static files could not be collected.", environment)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Over our own files and the two lock files that decide everybody else's."""
    ours = [
        path for path in sorted((ROOT / "static").rglob("*")) if path.is_file() and STATIC_VENDOR not in path.parents
    ]
    return fingerprint(LOCK_FILE, assets.STAMP, *ours)


@contextlib.contextmanager
def serving(environment: dict[str, str], host: str, port: int) -> Iterator[tuple[Site, Supervisor]]:
    """Web, worker and beat run inside the block."""
    port = state.free_port(port)
    started_at = datetime.now(UTC).isoformat(timespec="seconds")
    address = f"http://{'127.0.0.1' if host == EVERY_ADDRESS else host}:{port}"
    site = Site(os.getpid(), f"{address}/", f"site-{os.getpid()}@localhost", started_at)
    reached_as = {"SITE_URL": environment.get("SITE_URL", address), "ALLOWED_HOSTS": allowed_hosts(environment, host)}
    supervisor = Supervisor(environment | QUIET | reached_as)
    try:
        for name, command in commands(site, host, port).items():
            supervisor.start(name, command)
        wait_for_web(site, supervisor)
        RUNNING_FILE.write_text(json.dumps(asdict(site)))
        yield site, supervisor
    finally:
        say("Stopping")
        supervisor.stop()
        RUNNING_FILE.unlink(missing_ok=True)


def allowed_hosts(environment: dict[str, str], host: str) -> str:
    """Whoever listens for others with --host wants to be reached under that address."""
    return "*" if host == EVERY_ADDRESS else f"{environment['ALLOWED_HOSTS']},{host}"


def commands(site: Site, host: str, port: int) -> dict[str, list[str | Path]]:
    """The processes of the site, as in docker-compose.yml."""
    celery: list[str | Path] = [VENV / "bin" / "celery", "-A", "afterschool", "-q"]
    return {
        "web": [
            VENV / "bin" / "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", "2", "--blocking-threads", "1", "--log-level", "warning", "afterschool.wsgi:application",
        ],
        "worker": [*celery, "worker", "-n", site.worker, "--concurrency", "2", "--loglevel", "warning"],
        "beat": [*celery, "beat", "-s", LOCAL / "beat-schedule", "--pidfile", "", "--loglevel", "warning"],
    }  # fmt: skip


def wait_for_web(site: Site, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not web_answers(site):
        if name := supervisor.ended():
            raise Stop(f"{name} did not start; its lines above say why.")
        if time.monotonic() > deadline:
            raise Stop(f"The site did not answer on {site.address} within {SECONDS_TO_START} s.")
        time.sleep(0.2)


def web_answers(site: Site) -> bool:
    try:
        with urllib.request.urlopen(f"{site.address}healthz/", timeout=5) as answer:  # noqa: S310
            return answer.status == 200
    except OSError:
        return False


def check(site: Site, environment: dict[str, str]) -> int:
    """Prove each part over a connection of its own: one line each, 0 when all are well."""
    if not web_answers(site):
        raise Stop(f"web does not answer on {site.address}healthz/.")
    say_success(f"web: {site.address}healthz/ answers 200")
    return call(
        [*MANAGE, "check_health", "--worker", site.worker, "--since", site.started_at, "--wait", SECONDS_TO_PROVE],
        environment,
    )


def say_welcome(site: Site, environment: dict[str, str]) -> None:
    call([*MANAGE, "load_demo", "--logins"], environment)
    say_success(f"The site is up: {site.address}  (Ctrl-C stops everything)")
