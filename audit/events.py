"""News from a lower app to those above it, in the same transaction.

    class PlanWithdrawn(Event):                       # schools/plans/events.py
        ...

    NEWS = {Status.WITHDRAWN: PlanWithdrawn}          # on the model, beside TRANSITIONS: workflow.move() announces it
    announce(StudentMoved(student, reason), by=by)    # in a service, for news that is no change of status

    events.listen(PlanWithdrawn, listeners.close_rounds)      # in an upper app's AppConfig.ready()

Listeners run in the order of the floors, each one service call in the announcing transaction: when one refuses, nothing
happened. A listener that would touch more than LISTENER_ROWS rows orders a job instead.

Guard first, news second: whoever writes asks the parent's state in the same statement (round open, plan in force, session
planned), so that an event never comes too late for a row that was written beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from afterschool.tenancy.models import TenantModel
from audit.actors import Actor

LISTENER_ROWS = 200  # more than these are a job's work


@dataclass(frozen=True, slots=True)
class Event:
    """Something ended, began or changed: the row it happened to, and the reason that was given."""

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
