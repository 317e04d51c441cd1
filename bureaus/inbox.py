"""等我处理: what waits for one person, due when. Every app adds what its own people have to do.

    inbox.register(source)        # in the app's AppConfig.ready()

A source is a function of an actor and a day; it costs a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from audit.actors import Actor
from bureaus import reviews


@dataclass(frozen=True)
class InboxItem:
    """One thing somebody has to do: what kind of thing, which one, where it is done, until when."""

    kind: str
    title: str
    href: str
    due_on: date | None = None
    since: date | None = None
    note: str = ""

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


Source = Callable[[Actor, date], Iterable[InboxItem]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Adds a source, once."""
    if source not in _sources:
        _sources.append(source)
    return source


def items_for(actor: Actor, today: date) -> list[InboxItem]:
    """Everything that waits for this person, the most urgent first; what has no day comes last."""
    found = [item for source in _sources for item in source(actor, today)]
    return sorted(found, key=lambda item: (item.due_on or date.max, item.since or date.max, item.title))


@register
def _reviews(actor: Actor, today: date) -> Iterable[InboxItem]:
    return [
        InboxItem(
            kind=case.subject.label,
            title=case.subject_label,
            href=case.subject_path,
            due_on=case.due_on,
            since=case.opened_at.date(),
            note=case.current_step.name,
        )
        for case in reviews.waiting_for(actor)
    ]
