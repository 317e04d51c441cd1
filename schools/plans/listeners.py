"""What plans do at the news from below."""

from audit.actors import Actor
from bureaus.terms.events import TermClosed
from schools.plans.services import plans as plan_services


def return_undecided_plans(event: TermClosed, *, by: Actor) -> None:
    """退回方案. What still waits for approval goes back to its school; drafts and approved plans stay as they are."""
    plan_services.return_undecided_plans(term=event.subject, by=by)
