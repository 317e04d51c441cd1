"""`manage.py check_health`: proves that the parts behind the web server work, each over a connection of its own."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from afterschool.celery import app
from afterschool.tenancy import partitions
from afterschool.tenancy.tasks import HEARTBEAT

MOST_SILENT = timedelta(seconds=40)  # beat ticks every ten seconds


class Unhealthy(Exception):
    """What is wrong, in one sentence."""


@dataclass(frozen=True)
class Question:
    """Which worker has to answer (any when None), and since when beat must have ticked."""

    worker: str | None
    since: datetime


def check_database(question: Question) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, split_part(version(), ' ', 2)")
        role, version = cursor.fetchone()
    return f"PostgreSQL {version} answers {role}"


def check_broker(question: Question) -> str:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5) as client:
        client.ping()
    return "PING is answered"


def check_worker(question: Question) -> str:
    replies = app.control.ping(destination=[question.worker] if question.worker else None, timeout=2)
    if not replies:
        raise Unhealthy("no worker answers a ping")
    return f"{', '.join(node for reply in replies for node in reply)} answers a ping"


def check_beat(question: Question) -> str:
    """Beat sent a tick, and a worker wrote it down."""
    tick = cache.get(HEARTBEAT)
    if not tick or datetime.fromisoformat(tick) < question.since:
        raise Unhealthy(f"no tick of the schedule since {question.since:%H:%M:%S} UTC")
    return f"ticked at {datetime.fromisoformat(tick):%H:%M:%S} UTC"


def check_months_ahead(question: Question) -> str:
    """The tables that are split by month have next month's partition."""
    if missing := partitions.missing_partitions():
        raise Unhealthy(
            f"no {', '.join(missing)}: call afterschool.tenancy.tasks.make_partitions, and see why beat did not"
        )
    return "the partitions of next month are made"


CHECKS: dict[str, Callable[[Question], str]] = {
    "database": check_database,
    "broker": check_broker,
    "worker": check_worker,
    "beat": check_beat,
    "months_ahead": check_months_ahead,
}


class Command(BaseCommand):
    help = "Proves database, broker, worker and beat healthy; ends with 1 when one of them is not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("parts", nargs="*", help=f"some of {', '.join(CHECKS)}; all when none is named")
        parser.add_argument("--worker", help="node name of the worker that has to answer")
        parser.add_argument("--since", type=datetime.fromisoformat, help="beat has to have ticked since then")
        parser.add_argument("--wait", type=float, default=0, help="seconds that a part may take to become healthy")

    def handle(
        self, *, parts: list[str], worker: str | None, since: datetime | None, wait: float, **options: object
    ) -> None:
        if unknown := set(parts) - set(CHECKS):
            raise CommandError(f"There is no part {', '.join(sorted(unknown))}; the parts are {', '.join(CHECKS)}.")
        question = Question(worker, since or timezone.now() - MOST_SILENT)
        deadline = time.monotonic() + wait
        sick = [name for name in parts or CHECKS if not self.is_healthy(name, question, deadline)]
        if sick:
            raise CommandError(f"Not healthy: {', '.join(sick)}")

    def is_healthy(self, name: str, question: Question, deadline: float) -> bool:
        """Asks until the part is well or the time is up, and prints one line."""
        while True:
            try:
                self.stdout.write(f"✓ {name}: {CHECKS[name](question)}")
                return True
            except Exception as error:  # whatever it is, the part is not well
                if time.monotonic() > deadline:
                    self.stderr.write(f"✗ {name}: {error}")
                    return False
                time.sleep(0.5)
