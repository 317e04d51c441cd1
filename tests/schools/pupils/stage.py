"""The rows with which the routes of schools.pupils are opened."""

from tests.stage import Stage


def build(stage: Stage) -> None:
    """The children of tests/world.py."""
    stage.opens("schools", "read_id_number leave_school return_to_school", pk=stage.county.student.pk)
