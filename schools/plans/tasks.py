"""Jobs of plans."""

from audit import jobs
from audit.actors import Actor
from schools.plans import documents
from schools.plans.models import ServicePlan


@jobs.handles("plan_document")
def issue_plan_document(bureau_id: int, plan_id: int) -> None:
    """Makes the PDF of an approved plan. Run twice it finds the document that exists."""
    plan = ServicePlan.objects.of(bureau_id).approved().select_related("school", "term", "bureau").get(pk=plan_id)
    documents.issue_plan_document(plan, by=Actor.system(bureau_id))
