"""What the apps above are told of terms and of the school calendar."""

from dataclasses import dataclass
from datetime import date

from audit.events import Event


class TermClosed(Event):
    """结束学期. From now on nothing is filed, enrolled, planned or charged in it; what is owed may still be paid.

    Campaigns do not listen: a campaign is of a year and its months are reported across terms, in the holidays too. Plans that
    were never submitted stay drafts of that term: history, on which nothing rests.
    """


@dataclass(frozen=True)  # with slots the class would be made twice
class CalendarChanged(Event):
    """校历调整. A day of the term (the subject) was closed, opened, given another weekday's lessons, or given back."""

    day: date = date.min
