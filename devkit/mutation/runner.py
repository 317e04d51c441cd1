"""Runs mutants inside one pytest session: set up once, then a forked child for each.

The session itself runs no test but one that creates the database, so no fixture, no cache and no connection is alive
when it forks. The first child runs all tests once and notes their lines; each further child lives for one mutant.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import IO

import hypothesis
import pytest
from _pytest.runner import runtestprotocol
from django.db import connections

from devkit.mutation import rooms
from devkit.mutation.lines import Lines, Tracer
from devkit.mutation.mutants import Mutant
from devkit.mutation.rooms import Source
from devkit.mutation.swap import Process, module_name

SECONDS_AT_LEAST, TIMES_SLOWER = 10, 4  # how long a mutant may take against its tests: an endless loop is noticed

CONTROL, GREEN = 30, "."  # tests that run once more without any mutant, and how that child ends


class Verdict(Enum):
    KILLED = "killed"
    ENDLESS = "killed by the clock"
    SURVIVED = "survived"
    UNCOVERED = "no test runs it"
    UNTRIED = "could not be put in"


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    verdict: Verdict
    tests: int = 0  # how many could have noticed

    @property
    def is_tried(self) -> bool:
        return self.verdict is not Verdict.UNTRIED

    @property
    def is_killed(self) -> bool:
        return self.verdict in (Verdict.KILLED, Verdict.ENDLESS)


@dataclass(frozen=True)
class Run:
    """A test as it ran without any mutant."""

    seconds: float
    passed: bool
    lines: Lines


@dataclass
class Runner:
    """The plugin that takes over pytest's loop. `outcomes` are there when pytest returns."""

    rooms: str
    only: str
    seed: int
    sample: int | None
    patience: float  # seconds of tests that one mutant may cost
    minutes: float  # no further mutant is tried after these
    outcomes: list[Outcome] = field(default_factory=list)
    untried: int = 0
    possible: int = 0
    tests: int = 0
    drawn: int = 0

    def pytest_collection(self) -> None:
        """A test that fails is enough: its smallest example is not looked for."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("first failure", hypothesis.settings.default, phases=phases)
        hypothesis.settings.load_profile("first failure")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = rooms.tests(self.rooms, items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = session.items
        sources = [Source.read(path) for path in rooms.paths(self.rooms)]
        for path in rooms.product():
            importlib.import_module(module_name(path))
        create_database(items)
        runs = traced(items, [source.path for source in sources])
        for nodeid in (nodeid for nodeid, run in runs.items() if not run.passed):
            print(f"left out, it fails without any mutant: {nodeid}", flush=True)
        self.tests = len(runs)
        judges = Judges.of(items, runs, self.patience)
        check_control(judges.tests, self.seed)
        self.try_all(sources, judges)
        return True

    def try_all(self, sources: list[Source], judges: Judges) -> None:
        process = Process.look()
        gc.freeze()  # the children share what is here instead of copying it
        trees = {source.path: source.tree for source in sources}
        chosen = self.choose(sources, judges)
        self.drawn = len(chosen)
        end = time.monotonic() + 60 * self.minutes
        for count, mutant in enumerate(chosen, 1):
            if time.monotonic() > end:
                break
            outcome = tried(mutant, judges.of_mutant(mutant), partial(process.put, mutant, trees[mutant.path]))
            self.outcomes.append(outcome)
            if outcome.is_tried and not outcome.is_killed:
                print(f"{outcome.verdict.value}: {mutant}", flush=True)
            if count % 50 == 0:
                print(f"… {count} of {len(chosen)}", flush=True)

    def choose(self, sources: list[Source], judges: Judges) -> list[Mutant]:
        """All, or a sample drawn by the seed; of claimed code, only what a claiming test runs."""
        mutants = [mutant for source in sources for mutant in source.mutants() if mutant.path.startswith(self.only)]
        self.untried = sum(source.untried() for source in sources if source.path.startswith(self.only))
        if self.rooms == "claimed":
            mutants = [mutant for mutant in mutants if judges.cover(mutant)]
        self.possible = len(mutants)
        if self.sample is None or self.sample >= len(mutants):
            return mutants
        return random.Random(self.seed).sample(mutants, self.sample)  # noqa: S311  (a lottery of mutants, no secret)


@dataclass(frozen=True)
class Judges:
    """The tests by the lines that they run, quickest first."""

    tests: list[tuple[pytest.Item, Run]]
    patience: float

    @classmethod
    def of(cls, items: list[pytest.Item], runs: dict[str, Run], patience: float) -> Judges:
        passed = [(item, runs[item.nodeid]) for item in items if runs[item.nodeid].passed]
        return cls(sorted(passed, key=lambda test: test[1].seconds), patience)

    def cover(self, mutant: Mutant) -> list[tuple[pytest.Item, Run]]:
        if mutant.statement is not None:  # evaluated when the module was imported
            return [test for test in self.tests if mutant.path in test[1].lines]
        return [test for test in self.tests if _touches(test[1].lines.get(mutant.path, []), mutant.lines)]

    def of_mutant(self, mutant: Mutant) -> list[tuple[pytest.Item, Run]]:
        """Those of the app's own folder first, as many as patience allows."""
        folder = f"{rooms.folder_of(mutant.path)}/"
        chosen: list[tuple[pytest.Item, Run]] = []
        spent = 0.0
        covering = self.cover(mutant)
        if mutant.statement is not None:  # who only reads a constant runs no line of its module
            covering += [test for test in self.tests if test[0].nodeid.startswith(folder) and test not in covering]
        for item, run in sorted(covering, key=lambda test: not test[0].nodeid.startswith(folder)):
            spent += run.seconds
            if chosen and spent > self.patience:
                break
            chosen.append((item, run))
        return chosen


def _touches(seen: list[int], lines: range) -> bool:
    return any(line in lines for line in seen)


def create_database(items: Sequence[pytest.Item]) -> None:
    """The session's own database, by the first test that needs one. `./dev test` may run beside."""
    database = connections["default"].settings_dict
    database["TEST"]["NAME"] = f"test_{database['NAME']}_mutation"
    for item in items:
        if rooms.needs_database(item):
            # only what serves the session stays: pytest tears down to whatever comes next
            runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
            break
    connections.close_all()


def traced(items: Sequence[pytest.Item], paths: Sequence[str]) -> dict[str, Run]:
    """Each test's time and lines, noted by a child."""

    def note(write: Callable[[str], None]) -> None:
        tracer = Tracer(paths)
        for item, following in pairs(items):
            started = time.monotonic()
            with tracer:
                passed = passes(item, following)
            write(json.dumps([item.nodeid, time.monotonic() - started, passed, tracer.lines()]) + "\n")

    lines = in_child(note).splitlines()
    return {nodeid: Run(seconds, passed, seen) for nodeid, seconds, passed, seen in map(json.loads, lines)}


def check_control(tests: list[tuple[pytest.Item, Run]], seed: int) -> None:
    """A child without any mutant must stay green, or every kill would be a false one."""
    drawn = random.Random(seed).sample(tests, min(len(tests), CONTROL))  # noqa: S311
    items = [item for item, _ in drawn]

    def name_failures(write: Callable[[str], None]) -> None:
        write("\n".join(item.nodeid for item, following in pairs(items) if not passes(item, following)))
        write(GREEN)

    if (said := in_child(name_failures)) != GREEN:
        raise pytest.UsageError(f"A child without any mutant does not stay green: {said or 'it fell over'}")


def tried(mutant: Mutant, tests: list[tuple[pytest.Item, Run]], put: Callable[[], bool]) -> Outcome:
    """One mutant against its tests, in a child of its own."""
    if not tests:
        return Outcome(mutant, Verdict.UNCOVERED)

    def judge(write: Callable[[str], None]) -> None:
        if not put():
            return write(Verdict.UNTRIED.name)
        survives = all(passes(item, following) for item, following in pairs([item for item, _ in tests]))
        return write((Verdict.SURVIVED if survives else Verdict.KILLED).name)

    limit = SECONDS_AT_LEAST + TIMES_SLOWER * sum(run.seconds for _, run in tests)
    try:
        word = in_child(judge, limit)
    except TimeoutError:
        return Outcome(mutant, Verdict.ENDLESS, len(tests))
    return Outcome(mutant, Verdict[word] if word else Verdict.KILLED, len(tests))  # no word: the child fell over


def pairs(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item]]:
    """Each with the one that follows; the last follows itself, so that what serves the session is not taken down."""
    return zip(items, [*items[1:], *items[-1:]], strict=True)


def passes(item: pytest.Item, following: pytest.Item) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def in_child(work: Callable[[Callable[[str], None]], None], limit: float | None = None) -> str:
    """What a forked child writes. Raises TimeoutError after `limit` seconds, and ends the child."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _live_and_die(work, write_end)
    os.close(write_end)
    try:
        with os.fdopen(read_end, "rb") as pipe:
            return _read(pipe.fileno(), limit)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _live_and_die(work: Callable[[Callable[[str], None]], None], write_end: int) -> None:
    silence = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(silence, number)
    try:
        with os.fdopen(write_end, "w") as pipe:
            work(lambda text: _write(pipe, text))
    finally:
        os._exit(0)


def _write(pipe: IO[str], text: str) -> None:
    pipe.write(text)
    pipe.flush()


def _read(descriptor: int, limit: float | None) -> str:
    parts: list[bytes] = []
    end = None if limit is None else time.monotonic() + limit
    while True:
        left = None if end is None else max(0.0, end - time.monotonic())
        if not select.select([descriptor], [], [], left)[0]:
            raise TimeoutError
        part = os.read(descriptor, 1 << 16)
        if not part:
            return b"".join(parts).decode()
        parts.append(part)
