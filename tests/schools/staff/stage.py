"""The rows with which the routes of schools.staff are opened."""

from tests.stage import Stage


def build(stage: Stage) -> None:
    """The teacher of tests/world.py."""
    stage.opens("schools", "edit_staff", pk=stage.county.teacher.pk)
    stage.posts("schools", "add_staff", name="教师样本丙", kind="own_teacher", volunteered="on", is_active="on")
    stage.posts("schools", "edit_staff", name="教师样本丁", kind="own_teacher", volunteered="on", is_active="on")
