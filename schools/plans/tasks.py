"""Work of this app that runs in the worker."""

from celery import shared_task

from afterschool.tenancy.tasks import BureauTask
from audit.actors import Actor
from schools.plans import documents
from schools.plans.models import ServicePlan


@shared_task(base=BureauTask)
def render_plan_document(bureau_id: int, plan_id: int) -> None:
    """Makes the PDF of an approved plan. Run twice it finds the document that exists."""
    plan = ServicePlan.objects.of(bureau_id).approved().select_related("school", "term", "bureau").get(pk=plan_id)
    documents.issue_plan_document(plan, by=Actor.system(bureau_id))
