"""The worker of a run: it does the jobs of the outbox between the acts, and now and then it is killed or hears of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from afterschool.celery import app
from audit import jobs
from audit.models import Job

AT_MOST = 10_000  # jobs that order each other for ever are a fault of the product


class Killed(BaseException):
    """The worker's process is gone in the middle of a statement; no code of ours can catch it."""


class Worker:
    """With `faults`, one job in twenty kills it, and for some hours a week the broker is away: then only the sweeper finds work."""

    def __init__(self, *, seed: int, faults: bool):
        self.dice = Random(f"{seed}/worker")  # noqa: S311  (fiction)
        self.faults = faults
        self.deaths = 0

    def work(self, *, broker_is_away: bool = False) -> None:
        """Does what waits: what was just ordered, unless the broker is away, and whatever the sweeper would send for."""
        for _ in range(AT_MOST):
            job_id = self._next(broker_is_away)
            if job_id is None:
                return
            self._run(job_id)
        raise RuntimeError("jobs order each other without end")

    def _next(self, broker_is_away: bool) -> int | None:
        now = timezone.now()
        due = Q(due_at__lte=now)
        wanted = due if broker_is_away else due | Q(attempts=0)
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)  # who was killed at a long job still holds it
        waiting = Job.objects.filter(wanted, free, status=Job.Status.WAITING).order_by("pk")
        return waiting.values_list("pk", flat=True).first()

    def _run(self, job_id: int) -> None:
        if not (self.faults and self.dice.random() < 0.05):
            jobs.run_job(job_id)
            return
        try:
            with connection.execute_wrapper(_killing_after(self.dice.randrange(4, 30))):
                jobs.run_job(job_id)
        except Killed:
            self.deaths += 1
            connection.close()


def _killing_after(statements: int) -> Any:
    left = iter(range(statements, -1, -1))

    def execute(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if next(left, 0) == 0:
            raise Killed
        return run(sql, params, many, context)

    return execute


@contextmanager
def silent_broker() -> Iterator[None]:
    """Orders are sent to a broker in this process which nobody listens to: the worker above looks into the outbox itself."""
    kept = {name: getattr(app.conf, name) for name in ("broker_url", "task_always_eager")}
    app.conf.broker_url, app.conf.task_always_eager = "memory://", False
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(app.conf, name, value)
