"""A real broker and a real worker: away, back, killed in the middle. Nothing is lost, nothing is done twice."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import Job
from devkit.broker import find_server

ROOT = Path(__file__).resolve().parents[2]
WORKER_TIMEOUT = 60  # seconds; a busy machine is slow, not wrong
DAY = "2021-09-26"
ORDER = f"""
import django, time; django.setup()
from audit import jobs
jobs.kinds()  # a process of the site has long imported them
begun = time.monotonic()
jobs.order("close_due_rounds", bureau_id=1, key="{DAY}", on="{DAY}")
print(time.monotonic() - begun)
"""
SWEEP = "import django; django.setup(); from audit import jobs; print(jobs.sweep_jobs())"


class Broker:
    """A Redis-compatible server on a port of its own that can go away and come back."""

    def __init__(self, folder: Path):
        self.folder, self.port, self.process = folder, _free_port(), None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = [find_server(), "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", self.folder]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _until(self.answers)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(WORKER_TIMEOUT)
            self.process = None

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def _until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + WORKER_TIMEOUT
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def broker(tmp_path) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    yield broker
    broker.stop()


@pytest.fixture
def outside(transactional_db, broker, settings) -> dict[str, str]:
    """The environment of a process of the site that works on the test's database and with the test's broker."""
    address, _, _ = settings.APP_DATABASE_URL.rpartition("/")
    database = f"{address}/{connection.settings_dict['NAME']}"
    own = {"DATABASE_URL": database, "REDIS_URL": broker.url, "DJANGO_SETTINGS_MODULE": "afterschool.settings"}
    return os.environ | own | {"DEVELOPMENT": "1", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


@pytest.fixture
def work(outside) -> Iterator[Callable[[], subprocess.Popen]]:
    workers = []

    def start() -> subprocess.Popen:
        command = ["celery", "-A", "afterschool", "-q", "worker", "--concurrency", "1", "--loglevel", "error"]
        workers.append(
            subprocess.Popen([sys.executable, "-m", *command], env=outside, cwd=ROOT, start_new_session=True)
        )
        return workers[-1]

    yield start
    for worker in workers:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def run(code: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True, timeout=WORKER_TIMEOUT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def the_job() -> Job:
    return Job.objects.get(kind="close_due_rounds")


def test_an_order_while_the_broker_is_away_is_quick_and_is_done_when_it_is_back(outside, broker, work):
    assert float(run(ORDER, outside)) < 3
    assert the_job().status == "waiting"
    broker.start()
    work()
    _a_minute_later()
    assert run(SWEEP, outside) == "1"
    _until(lambda: the_job().status == "done")
    assert the_job().attempts == 1


def test_a_worker_killed_in_the_middle_gives_the_job_back(outside, broker, work):
    broker.start()
    worker = work()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE enrollment_admissions_round IN ACCESS EXCLUSIVE MODE")  # the job waits here
        run(ORDER, outside)
        _until(lambda: the_job().attempts == 1)
        for child in _children_of(worker.pid):
            os.kill(child, signal.SIGKILL)
        cursor.execute("COMMIT")
    assert the_job().status == "waiting"
    _a_minute_later()
    _until(lambda: run(SWEEP, outside) and the_job().status == "done")
    assert the_job().attempts >= 2


def _a_minute_later() -> None:
    Job.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def _children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
