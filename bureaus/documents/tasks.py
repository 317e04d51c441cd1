"""What the worker does for documents."""

from afterschool.tenancy.scopes import bureau_scope
from audit import jobs
from audit.actors import Actor
from bureaus.documents import reports, services
from bureaus.documents.models import DocumentOrder
from bureaus.documents.reports import DocumentProgress, State


@jobs.handles(reports.JOB, leaves_house=True)
def make_document(bureau_id: int, order_id: int) -> None:
    """Renders an ordered document with no transaction open, then writes its files down. Run twice it finds what is made."""
    with bureau_scope(bureau_id):
        order = DocumentOrder.objects.of(bureau_id).select_related("bureau").get(pk=order_id)
        if DocumentProgress.of(order).state == State.MADE:
            return
    files = services.render_document(order)
    with bureau_scope(bureau_id):
        services.issue_document(order=order, files=files, by=Actor.system(bureau_id))
