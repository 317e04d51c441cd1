"""Load data: a few schools of one county live a while, then they are multiplied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from rehearsal import clock, tree
from rehearsal.counties import DemoCounty
from rehearsal.county import County, Size, moment_of
from rehearsal.demo import SEED
from rehearsal.invariants import Broken, broken
from rehearsal.multiply import multiply
from rehearsal.run import EVENING, Plot, Run, Say

DAYS = 32  # long enough for plans, enrollment and two weeks of rolls
PLAYED_SCHOOLS = 3


@dataclass(frozen=True)
class Large:
    """What was asked for, and how it is reached."""

    schools: int
    pupils: int

    @property
    def times(self) -> int:
        return -(-self.schools // PLAYED_SCHOOLS)

    @property
    def played(self) -> Size:
        return Size(counties=1, schools=PLAYED_SCHOOLS, pupils=-(-self.pupils // self.times))


def load(data: DemoCounty, large: Large, *, say: Say = lambda line: None) -> list[Broken]:
    """At least as many schools and pupils as were asked for, in an empty database. Returns the invariants that it breaks."""
    today = timezone.localdate()
    plot = Plot(seed=SEED, begins_on=today - timedelta(days=DAYS), days=DAYS, size=large.played)
    run = OneCounty(plot, data, say=say)
    run.play()
    with clock.stopped_at(plot.last_day) as hands:
        hands.move_to(moment_of(plot.last_day, EVENING))
        say(f"{multiply(run.counties[0].bureau, times=large.times)} schools")
        return broken(run.invariants)


class OneCounty(Run):
    """A run of this county, whichever place it has in counties.py."""

    def __init__(self, plot: Plot, data: DemoCounty, *, say: Say):
        super().__init__(plot, say=say)
        self.data = data

    def _raise_counties(self) -> list[County]:
        return tree.raise_counties(self.plot.seed, self.plot.begins_on, lambda _: self.plot.size, [self.data])
