"""The rows with which the routes of schools.surveys are opened."""

from schools.surveys.models import DemandAnswer
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The school has written down what one family needs."""
    county = stage.county
    DemandAnswer.objects.of(county.bureau.pk).create(
        term=county.term, student=county.student, needs_service=True, source="school"
    )
    stage.opens("schools", "record_survey", pk=county.school_class.pk)
    stage.opens("schools", "answer_demand", pk=county.student.pk)
    stage.posts("schools", "record_survey", **{f"student-{county.student.pk}": "3"})
    stage.posts("schools", "answer_demand", needs_service="no")
