"""Jobs of applications and rounds."""

from audit import jobs
from audit.actors import Actor
from enrollment.admissions.models import Application
from enrollment.admissions.services import reviewing
from enrollment.admissions.services import rounds as round_services


@jobs.handles("send_to_review")
def send_to_review(bureau_id: int, application_id: int) -> None:
    """送审, outside the family's request: reading the review chain takes longer than applying."""
    application = Application.objects.of(bureau_id).get(pk=application_id)
    reviewing.send_to_review(application=application, by=Actor.system(bureau_id))


@jobs.handles("close_due_rounds")
def close_due_rounds(bureau_id: int, on: str) -> None:
    """Every night: closes the rounds whose closing time has passed."""
    round_services.close_due_rounds(bureau_id=bureau_id, by=Actor.system(bureau_id))
