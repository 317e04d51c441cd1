"""What enrollment does after the commit and at night. Each calls one service and may run twice."""

from celery import shared_task

from afterschool.tenancy.tasks import BureauTask
from audit.actors import Actor
from bureaus.tree.models import Bureau
from enrollment.admissions.models import Round
from enrollment.admissions.services import reviewing, rounds
from enrollment.attendance import services as attendance_services


@shared_task(base=BureauTask)
def plan_sessions(bureau_id: int, round_id: int) -> None:
    """生成课次 of one round."""

    found = Round.objects.of(bureau_id).select_related("term").get(pk=round_id)
    attendance_services.generate_sessions(round=found, by=Actor.system(bureau_id))


@shared_task(base=BureauTask)
def top_up_bureau(bureau_id: int) -> None:
    """Nightly in one bureau: closes rounds whose time is over, sends what a lost task left, plans further sessions."""

    by = Actor.system(bureau_id)
    rounds.close_due_rounds(bureau_id=bureau_id, by=by)
    reviewing.send_waiting_to_review(bureau_id=bureau_id, by=by)
    running = Round.objects.of(bureau_id).filter(term__status="open").exclude(status=Round.Status.DRAFT)
    for found in running.select_related("term"):
        attendance_services.generate_sessions(round=found, by=by)


@shared_task
def top_up_enrollment() -> None:
    """Nightly in every bureau, one task each: a fault in one does not stop the others."""

    for bureau_id in Bureau.objects.filter(is_active=True).values_list("pk", flat=True):
        top_up_bureau.delay(bureau_id)
