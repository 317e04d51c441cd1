"""Running other programs: in the foreground, quietly, or only to ask something."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from devkit.places import ROOT
from devkit.terminal import Stop

SECONDS_TO_END = 15

Command = Sequence[str | Path]


def interrupt_on_signals() -> None:
    """SIGTERM and a closed terminal end `./dev` the way Ctrl-C does: what was started is stopped on the way out."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def ignore_signals() -> None:
    """A second Ctrl-C must not interrupt the stopping."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def call(command: Command, environment: Mapping[str, str] | None = None) -> int:
    """Run a program in the foreground and return its exit code; when interrupted, it is asked to end first."""
    child = subprocess.Popen(list(map(str, command)), cwd=ROOT, env=environment)
    try:
        return child.wait()
    except KeyboardInterrupt:
        end(child, signal.SIGINT)
        raise


def end(child: subprocess.Popen, by: signal.Signals = signal.SIGTERM) -> None:
    """Ask a child to end, and make it end when it does not."""
    child.send_signal(by)
    try:
        child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def must(command: Command, sentence: str, environment: Mapping[str, str] | None = None) -> None:
    """Run a program that has to succeed; its output is shown only when it fails. Raises Stop(sentence)."""
    finished = subprocess.run(
        list(map(str, command)), cwd=ROOT, env=environment, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if finished.returncode:
        print("\n".join(finished.stdout.splitlines()[-30:]))
        raise Stop(sentence)


def answers(command: Command) -> bool:
    """Whether a program exists and ends well."""
    try:
        finished = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, capture_output=True)
    except OSError:
        return False
    return finished.returncode == 0


def output_of(command: Command) -> str:
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout.strip()


def process_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
