"""The rows with which the routes of schools.pupils are opened."""

from django.utils import timezone

from schools.pupils import services
from schools.pupils.models import Student
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The children of tests/world.py, one of whom has a number; whoever returns has left before."""
    county, today = stage.county, timezone.localdate()
    stage.opens("schools", "read_id_number leave_school return_to_school", pk=county.student.pk)
    stage.posts("schools", "leave_school", left_for="transfer", left_on=today)
    stage.posts("schools", "return_to_school", reason="示例")

    def leave() -> None:
        student = Student.objects.of(county.bureau.pk).get(pk=county.student.pk)
        services.leave_school(student=student, left_for="transfer", left_on=today, by=county.actor("school_admin"))

    stage.comes_first("schools", "return_to_school", leave)
