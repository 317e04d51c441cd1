"""The clock of a run: it stands still until it is moved, and never goes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

import time_machine
from celery.schedules import crontab
from django.utils import timezone

from afterschool.tenancy import beat
from rehearsal.county import moment_of


class Clock:
    """Moves the time of this process."""

    def __init__(self, coordinates: time_machine.Coordinates):
        self._coordinates = coordinates

    def move_to(self, moment: datetime) -> None:
        if moment > timezone.now():
            self._coordinates.move_to(moment)


@contextmanager
def stopped_at(day: date) -> Iterator[Clock]:
    with time_machine.travel(moment_of(day, time(0, 0)), tick=False) as coordinates:
        yield Clock(coordinates)


def beats_of(day: date) -> list[tuple[datetime, str, dict[str, Any]]]:
    """What the beat does on this day by its crontabs, in order: moment, name, entry. Heartbeats of seconds are not played."""
    entries = [(name, entry) for name, entry in beat.schedule().items() if isinstance(entry["schedule"], crontab)]
    ticks = [
        (moment_of(day, time(hour, minute)), name, entry)
        for name, entry in entries
        if _falls_on(entry["schedule"], day)
        for hour in entry["schedule"].hour
        for minute in entry["schedule"].minute
    ]
    return sorted(ticks, key=lambda tick: tick[:2])


def _falls_on(schedule: crontab, day: date) -> bool:
    weekday = day.isoweekday() % 7  # crontab counts from Sunday
    return weekday in schedule.day_of_week and day.day in schedule.day_of_month and day.month in schedule.month_of_year


def days(begins_on: date, count: int) -> list[date]:
    return [begins_on + timedelta(days=n) for n in range(count)]
