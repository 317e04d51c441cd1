"""What the apps above are told of terms and of the school calendar."""

from dataclasses import dataclass
from datetime import date

from audit.events import Event


@dataclass(frozen=True, slots=True)
class CalendarChanged(Event):
    """校历调整. A day of the term (the subject) was closed, opened, given another weekday's lessons, or given back."""

    day: date = date.min
