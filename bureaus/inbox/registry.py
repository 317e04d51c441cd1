"""The first page of a bureau or a school, and each person's inbox. Every app registers its own sources:

    inbox.register_figures(source)    # (actor, term) -> figures, each with the rows behind it
    inbox.register_steps(source)      # (actor, term) -> how far the schools are in the six steps
    inbox.register_inbox(source)      # (actor, today) -> 等我处理: what this person has to do, due when

Sources are registered in AppConfig.ready(); each costs a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from afterschool.values.vocabulary import TERM_STEPS
from audit.actors import Actor
from bureaus.terms.models import Term


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
    """The number of schools that completed one of the six steps (a code of TERM_STEPS); for a school, 0 or 1."""

    step: str
    done: int
    total: int
    href: str = ""

    @property
    def title(self) -> str:
        return TERM_STEPS[self.step]

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
    """The six steps in their order, whichever app counts them."""
    counts = [count for source in _steps for count in source(actor, term)]
    return sorted(counts, key=lambda count: list(TERM_STEPS).index(count.step))


@dataclass(frozen=True)
class InboxItem:
    """One task of a person: its kind, its title, the page where it is done, its due date."""

    kind: str
    title: str
    href: str
    due_on: date | None = None
    since: date | None = None
    note: str = ""

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


InboxSource = Callable[[Actor, date], Iterable[InboxItem]]
_inbox: list[InboxSource] = []


def register_inbox(source: InboxSource) -> InboxSource:
    if source not in _inbox:
        _inbox.append(source)
    return source


def items_for(actor: Actor, today: date) -> list[InboxItem]:
    """All tasks of this person, the most urgent first, those without a due date last."""
    items = [item for source in _inbox for item in source(actor, today)]
    return sorted(items, key=lambda item: (item.due_on or date.max, item.since or date.max, item.title))
