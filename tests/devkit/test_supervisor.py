"""Children live and die together; real processes."""

import sys
import time

import pytest

from devkit import supervisor
from devkit.processes import process_exists


@pytest.fixture
def family(monkeypatch):
    monkeypatch.setattr(supervisor, "ignore_signals", lambda: None)
    made = supervisor.Supervisor({})
    yield made
    made.stop()


def test_stopping_leaves_no_child(family):
    family.start("sleep", ["sleep", "60"])
    child = family.children["sleep"]
    family.stop()
    assert child.returncode is not None


def test_stopping_leaves_no_grandchild(family, capfd):
    family.start("shell", ["sh", "-c", "sleep 60 & echo $!; wait"])
    grandchild = int(wait_for(lambda: capfd.readouterr().out.partition("|")[2].strip()))
    family.stop()
    assert wait_for(lambda: not process_exists(grandchild))


def test_the_end_of_one_is_the_failure_of_all(family, capsys):
    family.start("sleep", ["sleep", "60"])
    family.start("crash", [sys.executable, "-c", "raise SystemExit(3)"])
    assert family.watch() == 1
    assert "crash ended by itself with code 3" in capsys.readouterr().err


def test_one_that_does_not_listen_is_killed(family, monkeypatch):
    monkeypatch.setattr(supervisor, "SECONDS_TO_END", 0.2)
    family.start(
        "deaf", [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]
    )
    time.sleep(0.3)
    family.stop()
    assert family.children["deaf"].returncode is not None


def wait_for(is_true):
    for _ in range(100):
        if found := is_true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not happen within five seconds")
