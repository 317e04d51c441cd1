"""What enrollment does after the commit and at night. Each calls one service and may run twice."""

from celery import shared_task

from afterschool.tasks import BureauTask
from audit.actors import Actor


@shared_task(base=BureauTask)
def send_to_review(bureau_id: int, application_id: int) -> None:
    """送审: off the opening path, because reading the chain takes longer than applying."""
    from enrollment import services
    from enrollment.models import Application

    application = Application.objects.of(bureau_id).get(pk=application_id)
    services.send_to_review(application=application, by=Actor.system(bureau_id))


@shared_task(base=BureauTask)
def plan_sessions(bureau_id: int, round_id: int) -> None:
    """生成课次 of one round."""
    from enrollment import services
    from enrollment.models import Round

    found = Round.objects.of(bureau_id).select_related("term").get(pk=round_id)
    services.generate_sessions(round=found, by=Actor.system(bureau_id))


@shared_task(base=BureauTask)
def top_up_bureau(bureau_id: int) -> None:
    """Nightly in one bureau: closes rounds whose time is over, sends what a lost task left, plans further sessions."""
    from enrollment import services
    from enrollment.models import Round

    by = Actor.system(bureau_id)
    services.close_due_rounds(bureau_id=bureau_id, by=by)
    services.send_waiting_to_review(bureau_id=bureau_id, by=by)
    running = Round.objects.of(bureau_id).filter(term__status="open").exclude(status=Round.Status.DRAFT)
    for found in running.select_related("term"):
        services.generate_sessions(round=found, by=by)


@shared_task
def top_up_enrollment() -> None:
    """Nightly in every bureau, one task each: a fault in one does not stop the others."""
    from bureaus.models import Bureau

    for bureau_id in Bureau.objects.filter(is_active=True).values_list("pk", flat=True):
        top_up_bureau.delay(bureau_id)
