"""The six steps of a term, school by school (seed rule: 摸底、方案、审批、申报、协议、公示).

    term_steps.register("enrollment", progress)        # in the app's AppConfig.ready()

Each app reports the progress of its own steps; this module knows none of the apps above it. A source answers for many
schools at once and costs a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from afterschool.values.vocabulary import TERM_STEPS
from bureaus.terms.models import Term


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of one school in one step; each missing thing is a sentence."""

    done: bool
    missing: tuple[str, ...] = ()
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the stepper shows it: done, current (the first that is not done) or todo."""

    code: str
    title: str
    state: str
    missing: tuple[str, ...] = ()
    note: str = ""
    href: str = ""


Source = Callable[[int, Collection[int], Term], Mapping[int, Progress]]  # bureau, schools, term → by school
_sources: dict[str, Source] = {}
NOT_BEGUN = Progress(done=False)


def register(code: str, source: Source) -> None:
    """Registers the source of a step. One app owns each step."""
    if code not in TERM_STEPS:
        raise ValueError(f"no such step: {code}")
    _sources[code] = source


def steps_of(bureau_id: int, school_ids: Collection[int], term: Term) -> dict[int, list[Step]]:
    """The six steps of each school in one term."""
    progress = {code: source(bureau_id, school_ids, term) for code, source in _sources.items()}
    return {
        school_id: _in_order({code: progress.get(code, {}).get(school_id, NOT_BEGUN) for code in TERM_STEPS})
        for school_id in school_ids
    }


def _in_order(by_code: Mapping[str, Progress]) -> list[Step]:
    """Steps after the current one show nothing missing: they are not due yet."""
    steps, reached = [], False
    for code, title in TERM_STEPS.items():
        progress = by_code[code]
        state = "done" if progress.done else "todo" if reached else "current"
        missing = progress.missing if state == "current" else ()
        steps.append(Step(code, title, state, missing, progress.note, progress.href))
        reached = reached or not progress.done
    return steps
