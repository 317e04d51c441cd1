"""The first page of a bureau or a school. Every app adds its own figures and the state of the six steps.

    home.register_figures(source)     # (actor, term) -> figures, each with the rows behind it
    home.register_steps(source)       # (actor, term) -> how far the schools are in the six steps

Sources are registered in AppConfig.ready(); each costs a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from audit.actors import Actor
from bureaus.models import Term


@dataclass(frozen=True)
class Figure:
    """One number of the first page and the page with the rows behind it."""

    label: str
    value: int | str
    unit: str = ""
    note: str = ""
    href: str = ""
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True)
class StepCount:
    """How many schools have done one of the six steps, or for a school whether it has."""

    title: str
    done: int
    total: int
    href: str = ""

    @property
    def state(self) -> str:
        """For the stepper: done, current or todo."""
        if self.total and self.done >= self.total:
            return "done"
        return "current" if self.done else "todo"

    @property
    def note(self) -> str:
        return f"{self.done} / {self.total} 所"


FigureSource = Callable[[Actor, Term | None], Iterable[Figure]]
StepSource = Callable[[Actor, Term | None], Iterable[StepCount]]
_figures: list[FigureSource] = []
_steps: list[StepSource] = []


def register_figures(source: FigureSource) -> FigureSource:
    if source not in _figures:
        _figures.append(source)
    return source


def register_steps(source: StepSource) -> StepSource:
    if source not in _steps:
        _steps.append(source)
    return source


def figures_for(actor: Actor, term: Term | None) -> list[Figure]:
    return [figure for source in _figures for figure in source(actor, term)]


def steps_for(actor: Actor, term: Term | None) -> list[StepCount]:
    return [step for source in _steps for step in source(actor, term)]
