"""What became of the days that a bureau changed, for the page of the calendar. Apps above say what is theirs:

calendar_registry.register_effects(source)    # (actor, days) -> effects by day, a constant number of queries
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit.actors import Actor


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a change of a day brought about (“取消 3 节课”), and where its rows stand."""

    words: str
    href: str = ""


EffectSource = Callable[[Actor, Collection[date]], Mapping[date, Sequence[Effect]]]
_sources: list[EffectSource] = []


def register_effects(source: EffectSource) -> None:
    if source not in _sources:
        _sources.append(source)


def effects_of(actor: Actor, days: Collection[date]) -> dict[date, list[Effect]]:
    """What this person sees of it, by day."""
    effects: dict[date, list[Effect]] = defaultdict(list)
    for source in _sources if days else ():
        for day, of_day in source(actor, days).items():
            effects[day] += of_day
    return effects
