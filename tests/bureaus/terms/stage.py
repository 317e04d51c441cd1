"""The rows with which the routes of bureaus.terms are opened."""

from datetime import datetime, timedelta

from django.utils import timezone

from bureaus.terms import services
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The second week begins with a day on which the schools are closed; whoever closes the term comes after its end."""
    term = stage.county.term
    closed = services.change_calendar(
        day=term.starts_on + timedelta(days=7),
        is_school_day=False,
        reason="示例停课",
        by=stage.county.actor("officer"),
    )
    after_the_term = datetime.combine(term.ends_on + timedelta(days=1), timezone.localtime().timetz())
    stage.opens("bureaus", "show_calendar close_term change_calendar", pk=term.pk)
    stage.opens("bureaus", "remove_calendar_change", pk=term.pk, day_pk=closed.pk)
    stage.posts("bureaus", "open_term", year=2023, season="autumn", starts_on="2023-09-01", ends_on="2024-01-12")
    stage.posts("bureaus", "change_calendar", day="2021-10-20", is_school_day="no", reason="示例运动会")
    stage.comes_first("bureaus", "close_term", lambda: stage.move_clock(after_the_term))
