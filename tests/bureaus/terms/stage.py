"""The rows with which the routes of bureaus.terms are opened."""

from datetime import timedelta

from bureaus.terms import services
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The second week begins with a day on which the schools are closed."""
    term = stage.county.term
    closed = services.change_calendar(
        day=term.starts_on + timedelta(days=7),
        is_school_day=False,
        reason="示例停课",
        by=stage.county.actor("officer"),
    )
    stage.opens("bureaus", "show_calendar close_term change_calendar", pk=term.pk)
    stage.opens("bureaus", "remove_calendar_change", pk=term.pk, day_pk=closed.pk)
