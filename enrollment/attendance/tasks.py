"""Jobs of sessions."""

from audit import jobs
from audit.actors import Actor
from enrollment.admissions.models import Round
from enrollment.attendance import services


@jobs.handles("plan_sessions")
def plan_sessions(bureau_id: int, round_id: int) -> None:
    """生成课次 of one round."""
    round_ = Round.objects.of(bureau_id).select_related("term").get(pk=round_id)
    services.generate_sessions(round=round_, by=Actor.system(bureau_id))


@jobs.handles("plan_sessions_of_bureau")
def plan_sessions_of_bureau(bureau_id: int, on: str) -> None:
    """Every night: plans the sessions of all rounds of running terms, as far as the calendar reaches."""
    by = Actor.system(bureau_id)
    running = Round.objects.of(bureau_id).filter(term__status="open").exclude(status=Round.Status.DRAFT)
    for round_ in running.select_related("term"):
        services.generate_sessions(round=round_, by=by)
