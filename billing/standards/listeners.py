"""What fee standards do at the news from below."""

from audit.actors import Actor
from billing.standards import services
from bureaus.terms.events import TermClosed
from schools.plans.events import PlanWithdrawn


def close_standards_of_plan(event: PlanWithdrawn, *, by: Actor) -> None:
    """停用收费标准. Nothing is charged any more from the standard that was made of the plan."""
    services.close_standards_of_plan(plan=event.subject, reason=event.reason, by=by)


def close_unpublished_standards(event: TermClosed, *, by: Actor) -> None:
    """停用收费标准. Those of the term that were not published; a published one stays, its charges may still be paid."""
    services.close_unpublished_standards(term=event.subject, by=by)
