"""The rows with which the routes of schools.staff are opened."""

from tests.stage import Stage


def build(stage: Stage) -> None:
    """The teacher of tests/world.py."""
    stage.opens("schools", "edit_staff", pk=stage.county.teacher.pk)
