"""Reactions of sessions to events from below."""

from audit import jobs
from audit.actors import Actor
from bureaus.terms.events import CalendarChanged, TermClosed
from enrollment.admissions.events import AgreementAccepted, RoundClosed
from enrollment.attendance import services
from providers.register.events import ProviderBlacklisted, ProviderRemoved, ProviderReturned, ProviderSuspended
from schools.plans.events import PlanWithdrawn


def plan_sessions_of_round(event: RoundClosed, *, by: Actor) -> None:
    """排定课次. Orders the planning of sessions for the agreed places of the round."""
    jobs.order("plan_sessions", bureau_id=event.bureau_id, round_id=event.subject.pk)


def plan_sessions_of_agreement(event: AgreementAccepted, *, by: Actor) -> None:
    """排定课次. Orders the planning of sessions that this child is the first to need."""
    jobs.order("plan_sessions", bureau_id=event.bureau_id, round_id=event.subject.round_id)


def cancel_sessions_of_plan(event: PlanWithdrawn, *, by: Actor) -> None:
    """取消课次. From tomorrow on; what was held stays, and today takes place still."""
    services.cancel_sessions_of_plan(plan=event.subject, reason=event.reason, by=by)


def cancel_sessions_of_provider(event: ProviderSuspended | ProviderRemoved | ProviderBlacklisted, *, by: Actor) -> None:
    """取消课次. Those of its clubs from tomorrow on; the children stay in base care."""
    services.cancel_sessions_of_provider(provider=event.subject, by=by)


def restore_sessions_of_provider(event: ProviderReturned, *, by: Actor) -> None:
    """恢复课次. Those that were cancelled for it, from tomorrow on."""
    services.restore_sessions_of_provider(provider=event.subject, by=by)


def follow_calendar(event: CalendarChanged, *, by: Actor) -> None:
    """执行校历. Cancels or restores the sessions of the day."""
    services.follow_calendar(term=event.subject, day=event.day, by=by)


def cancel_sessions_of_term(event: TermClosed, *, by: Actor) -> None:
    """取消课次. Those of the term that nobody took the roll of: after its end nobody can show that they took place."""
    services.cancel_sessions_of_term(term=event.subject, by=by)
