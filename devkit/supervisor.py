"""Runs several processes as one: when one of them ends, or we are asked to stop, all are stopped."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from devkit.places import ROOT
from devkit.processes import SECONDS_TO_END, Command, ignore_signals
from devkit.terminal import say, say_failure

PR_SET_PDEATHSIG = 1  # of linux/prctl.h


@dataclass
class Supervisor:
    """Each child leads a process group of its own, so that Ctrl-C reaches only us and we end them in order."""

    environment: Mapping[str, str]
    children: dict[str, subprocess.Popen] = field(default_factory=dict)
    printers: list[threading.Thread] = field(default_factory=list)

    def start(self, name: str, command: Command) -> None:
        child = subprocess.Popen(
            list(map(str, command)), cwd=ROOT, env=self.environment, start_new_session=True, preexec_fn=die_with_parent,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
        self.children[name] = child
        printer = threading.Thread(target=show_lines, args=(name, child.stdout), daemon=True)
        printer.start()
        self.printers.append(printer)

    def ended(self) -> str | None:
        """The name of a child that has ended."""
        return next((name for name, child in self.children.items() if child.poll() is not None), None)

    def watch(self) -> int:
        """Wait until a child ends, which is a failure: each of them should run until it is told to stop."""
        while not (name := self.ended()):
            time.sleep(0.3)
        say_failure(f"{name} ended by itself with code {self.children[name].returncode}; stopping everything.")
        return 1

    def stop(self) -> None:
        """End the children in the order they came in; none outlives this, not even a child's child."""
        ignore_signals()
        for child in self.children.values():
            signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_END
        for name, child in self.children.items():
            try:
                child.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"{name} did not stop within {SECONDS_TO_END} s and is killed")
            signal_group(child, signal.SIGKILL)
            child.wait()
        for printer in self.printers:
            printer.join(1)  # the last lines


def die_with_parent() -> None:
    """In the child, before its program starts: on Linux it is told to end when we are killed without a chance to tell."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def signal_group(child: subprocess.Popen, number: signal.Signals) -> None:
    """Tell the child alone to end; but kill the whole group, in case its leader died and left some behind."""
    with contextlib.suppress(ProcessLookupError):
        if number == signal.SIGKILL:
            os.killpg(child.pid, number)
        else:
            child.send_signal(number)


def show_lines(name: str, output: IO[str]) -> None:
    with output:
        for line in filter(str.strip, output):
            print(f"{name:>6} | {line.rstrip()}", flush=True)
