"""News from a lower app to those above it, in the same transaction.

    class PlanWithdrawn(Event):                       # schools/plans/events.py
        ...

    NEWS = {Status.WITHDRAWN: PlanWithdrawn}          # on the model, beside TRANSITIONS: workflow.move() announces it
    announce(StudentMoved(student, reason), by=by)    # in a service, for news that is no change of status

    events.listen(PlanWithdrawn, listeners.end_rounds)        # in an upper app's AppConfig.ready()
    events.foresee(PlanWithdrawn, reports.what_would_end)     # asked before somebody presses the button

Listeners run in the order of the floors, each one service call in the announcing transaction: when one refuses, nothing
happened. A listener that would touch more than LISTENER_ROWS rows one by one orders a job instead; one statement over many
rows (workflow.move_all) counts as one.

Guard first, news second: whoever writes asks the parent's state in the same statement (round open, plan in force, session
planned), so that an event never comes too late for a row that was written beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from afterschool.tenancy.models import TenantModel
from audit.actors import Actor

LISTENER_ROWS = 200  # more than these are a job's work


@dataclass(frozen=True, slots=True)
class Event:
    """Something ended, began or changed: the row it happened to, and the reason that was given.

    Each kind begins its docstring with its Chinese name. One that no app above listens to says in `unheard` why.
    """

    unheard: ClassVar[str] = ""

    subject: Any
    reason: str = ""

    @property
    def bureau_id(self) -> int:
        subject: TenantModel = self.subject
        return subject.bureau_id


Listener = Callable[..., None]  # (event, *, by)
_listeners: dict[type[Event], list[Listener]] = {}


def listen(event_type: type[Event], listener: Listener) -> None:
    """Has the listener called at each such event, once however often this is said."""
    registered = _listeners.setdefault(event_type, [])
    if listener not in registered:
        registered.append(listener)


def announce(event: Event, *, by: Actor) -> None:
    """Tells the apps above, now. What a listener raises goes to whoever announces, and takes everything back."""
    for listener in listeners_of(type(event)):
        listener(event, by=by)


def listeners_of(event_type: type[Event]) -> Sequence[Listener]:
    """Who is told, in order; docs/states.md prints them."""
    return tuple(_listeners.get(event_type, ()))


# --- what an event would bring about -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a person reads before they press the button: so many of what (“份报名终止”)."""

    count: int
    words: str

    def __str__(self) -> str:
        return f"{self.count} {self.words}"


Foresight = Callable[[Any], Iterable[Consequence]]  # of the subject
_foresights: dict[type[Event], list[Foresight]] = {}


def foresee(event_type: type[Event], foresight: Foresight) -> None:
    """Has the source asked what such an event would bring about in its app."""
    registered = _foresights.setdefault(event_type, [])
    if foresight not in registered:
        registered.append(foresight)


def foreseen(event_type: type[Event], subject: TenantModel) -> list[Consequence]:
    """What would follow in the apps above, in their order; what would touch nothing is left out."""
    sources = _foresights.get(event_type, ())
    return [consequence for source in sources for consequence in source(subject) if consequence.count]
