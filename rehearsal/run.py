"""A run: counties live day by day under a moved clock; at the end of every day the invariants are asked.

Each app's people stand in rehearsal/<area>/<app>/people.py: `acts(county)` looks at what lies on their desks and yields what
they do in this half of the day. Same seed, same commit: same run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.test import override_settings
from django.utils import timezone

from afterschool.celery import app as celery
from afterschool.tenancy.scopes import bureau_scope
from rehearsal import clock as clocks
from rehearsal import invariants as truths
from rehearsal import tree
from rehearsal.acts import Act, Diary, Line, Outcome
from rehearsal.clock import Clock
from rehearsal.collection import modules
from rehearsal.counties import COUNTIES
from rehearsal.county import County, Half, Size, desk, moment_of
from rehearsal.players import Players, Result, plain_static_files
from rehearsal.worker import Worker, silent_broker

HTTP_SHARE = 0.15
OWN_CACHE = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # it ages by the moved clock
EVENING = time(23, 0)


@contextmanager
def quiet() -> Iterator[None]:
    """Thousands of requests are no news; what fails is."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


Say = Callable[[str], object]


class RunFailed(Exception):
    """The product did what it must not do; the message says what, with the rows."""


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What is played. The command that repeats it can be made from it."""

    seed: int
    begins_on: date
    days: int
    size: Size = field(default_factory=Size)
    faults: bool = False

    @property
    def last_day(self) -> date:
        return self.begins_on + timedelta(days=self.days - 1)

    def command(self) -> str:
        size = self.size
        faults = " --faults" if self.faults else ""
        return (
            f"./dev rehearse --seed {self.seed} --from {self.begins_on} --days {self.days}"
            f" --counties {size.counties} --schools {size.schools} --pupils {size.pupils}{faults}"
        )


class Run:
    """One run over an empty, migrated database."""

    def __init__(self, plot: Plot, *, say: Say = lambda line: None, only_invariants: bool = False):
        self.plot = plot
        self.only_invariants = only_invariants  # an accepted mistake is left to the evening
        self.say = say
        self.diary = Diary()
        self.players = Players()
        self.worker = Worker(seed=plot.seed, faults=plot.faults)
        self.dice = Random(f"{plot.seed}/run")  # noqa: S311  (fiction)
        self.invariants = truths.collect()
        self.counties: list[County] = []

    def play(self) -> Diary:
        """All days. Raises RunFailed at the end of the first day on which something is not as it must be."""
        at_home = override_settings(CACHES=OWN_CACHE)
        with clocks.stopped_at(self.plot.begins_on) as clock, silent_broker(), at_home, plain_static_files(), quiet():
            celery.loader.import_default_modules()
            self.counties = self._raise_counties()
            for day in clocks.days(self.plot.begins_on, self.plot.days):
                self._live(day, clock)
                self._look(day)
        return self.diary

    def _raise_counties(self) -> list[County]:
        size = self.plot.size
        return tree.raise_counties(self.plot.seed, self.plot.begins_on, lambda _: size, COUNTIES[: size.counties])

    # --- one day ----------------------------------------------------------------------------------------------------------

    def _live(self, day: date, clock: Clock) -> None:
        ticks = clocks.beats_of(day)
        for half in Half:
            begins, _ = half.value
            self._tick(ticks, clock, until=moment_of(day, begins))
            clock.move_to(moment_of(day, begins))
            agenda = [
                (moment_of(day, act.at), county, act) for county in self.counties for act in self._acts(county, half)
            ]
            for moment, county, act in sorted(agenda, key=lambda entry: entry[0]):
                self._tick(ticks, clock, until=moment)
                clock.move_to(moment)
                self._perform(county, act)
        self._tick(ticks, clock, until=moment_of(day, EVENING))
        clock.move_to(moment_of(day, EVENING))
        self._work()

    def _tick(self, ticks: list, clock: Clock, *, until: datetime) -> None:
        """The beat's entries that fall due before this moment."""
        while ticks and ticks[0][0] <= until:
            moment, _, entry = ticks.pop(0)
            clock.move_to(moment)
            celery.tasks[entry["task"]](*entry.get("args", ()), **entry.get("kwargs", {}))
            self._work()

    def _work(self) -> None:
        self.worker.work(broker_is_away=self._broker_is_away())

    def _broker_is_away(self) -> bool:
        """With faults: the whole of one evening a week."""
        now = timezone.localtime()
        return self.plot.faults and now.isoweekday() == 3 and 16 <= now.hour < 22

    def _acts(self, county: County, half: Half) -> Iterator[Act]:
        for app, module in modules("people").items():
            with bureau_scope(county.pk), desk(county, half, app):
                acts = [act for act in module.acts(county) if half.covers(act.at)]
            yield from acts

    def _perform(self, county: County, act: Act) -> None:
        way, results = self._carry_out(act)
        for outcome, said in results:
            self.diary.note(
                Line(timezone.localtime(), county.code, act.name, act.by.role or act.by.kind, way, outcome, said)
            )
            if act.wrong and outcome is Outcome.DONE and not self.only_invariants:
                raise RunFailed(f"{act.name}: a mistake that must be refused was accepted ({self.diary.lines[-1]})")
        self._work()

    def _carry_out(self, act: Act) -> tuple[str, list[Result]]:
        if act.twice:
            return "twice", self.players.twice(act)
        if act.post is not None and self.dice.random() < HTTP_SHARE:
            return "http", [self.players.by_form(act, act.post)]
        return "service", [self.players.by_service(act)]

    # --- the evening --------------------------------------------------------------------------------------------------------

    def _look(self, day: date) -> None:
        broken = truths.broken(self.invariants)
        if broken:
            raise RunFailed("\n".join([f"On the evening of {day}:", *map(str, broken)]))
        self.say(f"{day}  {len(self.diary.lines):6} acts, {len(self.invariants)} invariants hold")
