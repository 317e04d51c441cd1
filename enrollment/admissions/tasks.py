from celery import shared_task

from afterschool.tenancy.tasks import BureauTask
from audit.actors import Actor
from enrollment.admissions.models import Application
from enrollment.admissions.services import reviewing


@shared_task(base=BureauTask)
def send_to_review(bureau_id: int, application_id: int) -> None:
    """送审: off the opening path, because reading the chain takes longer than applying."""

    application = Application.objects.of(bureau_id).get(pk=application_id)
    reviewing.send_to_review(application=application, by=Actor.system(bureau_id))
