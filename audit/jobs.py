"""Work that follows a transaction: ordered in it as a row (outbox), done after its commit by a worker.

    jobs.order("close_due_rounds", bureau_id=round_.bureau_id, on="2021-09-01")  # in a service

    @jobs.handles("close_due_rounds")                                            # in tasks.py of the app that does it
    def close_due_rounds(bureau_id: int, on: str) -> None: ...

The order stands or falls with the transaction. After the commit the worker is sent for; where the broker refuses, the
request is none the worse for it: the sweeper sends again every minute. A handler runs in its bureau's scope, in one
transaction with the mark that it is done: killed in the middle it has done nothing, delivered twice it runs once. A failure
is tried again later and later; after MAX_ATTEMPTS the job is dead, and the operator sees it (/admin/audit/job/).

A handler that leaves the house (a message, a webhook) or works for long (a document) must not hold a transaction meanwhile:
`handles(…, leaves_house=True)` runs it outside any, under a lease; it opens scopes itself and bears being run again.
"""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

import structlog
from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from afterschool.tenancy.scopes import bureau_scope
from audit.models import Job

log = structlog.get_logger("jobs")
MAX_ATTEMPTS = 10  # with the pauses of `_pause` about ten hours
GRACE = timedelta(minutes=1)  # the sweeper leaves a new order to the worker that was sent for it
LEASE = timedelta(minutes=5)  # a job that leaves the house is not begun again earlier
SWEPT_AT_ONCE = 500
KEPT_FOR = timedelta(days=30)  # done jobs; dead ones stay until somebody has seen to them
PLAIN_WORD = re.compile(r"[A-Za-z0-9_.:+-]{0,60}", re.ASCII)  # codes and dates; no name of a person fits
Payload = int | str | bool | None
Run = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Handler:
    """What does the work of one kind; `version` is that of the payload it understands."""

    run: Run
    version: int
    leaves_house: bool


_handlers: dict[str, Handler] = {}


def handles(kind: str, *, version: int = 1, leaves_house: bool = False) -> Callable[[Run], Run]:
    """Says that a function of tasks.py does the jobs of a kind. The kind is stored: it never changes its name."""

    def register(run: Run) -> Run:
        if kind in _handlers:
            raise ValueError(f"two functions handle {kind!r}")
        _handlers[kind] = Handler(run, version, leaves_house)
        return run

    return register


@cache
def _handlers_of_all_apps() -> dict[str, Handler]:
    autodiscover_modules("tasks")
    return _handlers


def kinds() -> set[str]:
    """Every kind of job that the installed apps can do."""
    return set(_handlers_of_all_apps())


# --- ordering --------------------------------------------------------------------------------------------------------


def order(kind: str, *, bureau_id: int, key: str = "", due_at: datetime | None = None, **payload: Payload) -> None:
    """Orders work in the running transaction; the worker is sent for after its commit, or at `due_at`.

    `key` makes the order idempotent: with the same kind, bureau and key there is one job for ever. The payload holds ids,
    codes and ISO dates; ValueError where it holds words, LookupError where nobody handles the kind.
    """
    job = _new(kind, bureau_id, key, due_at, payload)
    if not key:
        job.save()
    else:
        values = {field.attname: getattr(job, field.attname) for field in job._meta.fields if field.attname != "id"}
        identity = {name: values.pop(name) for name in ("kind", "bureau_id", "key")}
        job, is_new = Job.objects.get_or_create(**identity, defaults=values)
        if not is_new:
            return
    if due_at is None:
        transaction.on_commit(partial(_send_for_worker, job.pk))


def order_in_each(kind: str, bureau_ids: Iterable[int], *, key: str, **payload: Payload) -> None:
    """The same order in many bureaus, each with its own job, so that a fault in one does not stop the others. Two queries."""
    _order_once([_new(kind, bureau_id, key, None, payload) for bureau_id in bureau_ids])


def order_each(kind: str, *, bureau_id: int, payloads: Mapping[str, Mapping[str, Payload]]) -> None:
    """The same work for many rows of one bureau, each its own job under its own key. Two queries however many they are."""
    _order_once([_new(kind, bureau_id, key, None, dict(payload)) for key, payload in payloads.items()])


def _order_once(new: Sequence[Job]) -> None:
    """Jobs of one kind, all with keys, in one bureau or under one key: what was ordered before stays the one job it is."""
    if not new:
        return
    Job.objects.bulk_create(new, ignore_conflicts=True)
    waiting = Job.objects.filter(
        kind=new[0].kind,
        bureau_id__in={job.bureau_id for job in new},
        key__in={job.key for job in new},
        status=Job.Status.WAITING,
    )
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        transaction.on_commit(partial(_send_for_worker, pk))


def state_of(kind: str, *, bureau_id: int, key: str) -> str | None:
    """How far the work of one key is: a Job.Status; None where nobody ordered it, or where it was done a month ago."""
    return Job.objects.filter(kind=kind, bureau_id=bureau_id, key=key).values_list("status", flat=True).first()


def _new(kind: str, bureau_id: int, key: str, due_at: datetime | None, payload: dict[str, Payload]) -> Job:
    handler = _handlers_of_all_apps().get(kind)
    if handler is None:
        raise LookupError(f"nobody handles jobs of kind {kind!r}")
    for name, value in payload.items():
        if isinstance(value, str) and not PLAIN_WORD.fullmatch(value):
            raise ValueError(f"{kind}.{name}: a job carries ids, codes and dates, never words")
    return Job(
        kind=kind,
        version=handler.version,
        bureau_id=bureau_id,
        payload=payload,
        key=key,
        due_at=due_at or timezone.now() + GRACE,
    )


class _Broker:
    """What this process knows of the broker: one that refused is not asked again by every request that follows."""

    retry_after = 10.0  # seconds
    refused_at = float("-inf")

    def is_away(self) -> bool:
        return time.monotonic() - self.refused_at < self.retry_after


_broker = _Broker()


def _send_for_worker(job_id: int) -> None:
    """After the commit. Whatever happens here, the order stands: the sweeper finds it."""
    if _broker.is_away():
        return
    try:
        run_job.apply_async((job_id,), retry=False)
    except Exception as error:
        if settings.CELERY_TASK_EAGER_PROPAGATES:  # tests want to see what a handler raises
            raise
        _broker.refused_at = time.monotonic()
        log.warning("broker refused", job=job_id, error=type(error).__name__)


# --- doing -----------------------------------------------------------------------------------------------------------


@shared_task(name="audit.run_job")
def run_job(job_id: int) -> None:
    """Does one job, if it still waits and nobody is at it. Safe to be delivered twice."""
    job = _claim(job_id)
    if job is None:
        return
    try:
        handler = _handlers_of_all_apps()[job.kind]
        if handler.version != job.version:
            raise LookupError(f"payload of version {job.version}, handler of version {handler.version}")
        (_run_outside if handler.leaves_house else _run_inside)(handler, job)
    except Exception as error:
        _note_failure(job, error)
        if settings.CELERY_TASK_EAGER_PROPAGATES:
            raise


def _claim(job_id: int) -> Job | None:
    """Counts the attempt before it begins, so that a job that kills its worker comes to an end too."""
    now = timezone.now()
    with transaction.atomic():
        job = Job.objects.claimed().filter(pk=job_id, status=Job.Status.WAITING).first()
        if job is None or (job.leased_until and job.leased_until > now):
            return None
        job.attempts += 1
        job.due_at = now + _pause(job.attempts)
        if job.attempts > MAX_ATTEMPTS:
            job.status, job.ended_at = Job.Status.DEAD, now
        elif (handler := _handlers_of_all_apps().get(job.kind)) and handler.leaves_house:
            job.leased_until = now + LEASE
        job.save(update_fields=["attempts", "due_at", "status", "ended_at", "leased_until"])
    return None if job.status == Job.Status.DEAD else job


def _pause(attempts: int) -> timedelta:
    """1, 2, 4, … minutes, at most four hours."""
    return timedelta(minutes=min(2 ** (attempts - 1), 240))


def _run_inside(handler: Handler, job: Job) -> None:
    """The work and the mark that it is done are one transaction; a second worker at the same job finds it locked."""
    with bureau_scope(job.bureau_id):
        if Job.objects.claimed().filter(pk=job.pk, status=Job.Status.WAITING).exists():
            handler.run(job.bureau_id, **job.payload)
            _end(job)


def _run_outside(handler: Handler, job: Job) -> None:
    handler.run(job.bureau_id, **job.payload)
    _end(job)


def _end(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(status=Job.Status.DONE, ended_at=timezone.now(), leased_until=None, error="")


def _note_failure(job: Job, error: Exception) -> None:
    """Where it broke, never what the error says: its words may name a person."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} at {frame.filename.rsplit('/', 2)[-2]}/{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}"
    is_dead = job.attempts >= MAX_ATTEMPTS
    log.error("job failed", job=job.pk, kind=job.kind, attempt=job.attempts, dead=is_dead, error=place)
    ended = {"status": Job.Status.DEAD, "ended_at": timezone.now()} if is_dead else {}
    Job.objects.filter(pk=job.pk, status=Job.Status.WAITING).update(error=place[:300], leased_until=None, **ended)


# --- sweeping --------------------------------------------------------------------------------------------------------


@shared_task(name="audit.sweep_jobs")
def sweep_jobs() -> int:
    """Every minute: sends a worker for what is due, which the broker or a worker lost, or which failed before."""
    now = timezone.now()
    with transaction.atomic():
        due = list(Job.objects.due(now).claimed().order_by("due_at").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
        Job.objects.filter(pk__in=due).update(due_at=now + LEASE)  # not again while a long queue is worked off
    for job_id in due:
        _send_for_worker(job_id)
    return len(due)


@shared_task(name="audit.forget_done_jobs")
def forget_done_jobs() -> int:
    """Every night: done jobs of more than a month ago."""
    return Job.objects.filter(status=Job.Status.DONE, ended_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def retry(job: Job) -> None:
    """重新执行: the operator gives a dead job another row of attempts. A job that is not dead is left alone."""
    waiting = {"status": Job.Status.WAITING, "attempts": 0, "ended_at": None, "due_at": timezone.now()}
    with transaction.atomic():
        if Job.objects.filter(pk=job.pk, status=Job.Status.DEAD).update(**waiting):
            transaction.on_commit(partial(_send_for_worker, job.pk))
