"""What sessions do at the news from below."""

from audit import jobs
from audit.actors import Actor
from enrollment.admissions.events import AgreementAccepted, RoundClosed


def plan_sessions_of_round(event: RoundClosed, *, by: Actor) -> None:
    """排定课次. Orders the sessions of what was agreed to in the round."""
    jobs.order("plan_sessions", bureau_id=event.bureau_id, round_id=event.subject.pk)


def plan_sessions_of_agreement(event: AgreementAccepted, *, by: Actor) -> None:
    """排定课次. Orders the sessions of what this child is the first to agree to."""
    jobs.order("plan_sessions", bureau_id=event.bureau_id, round_id=event.subject.round_id)
