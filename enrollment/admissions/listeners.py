"""What rounds and applications do at the news from below."""

from audit.actors import Actor
from bureaus.terms.events import TermClosed
from enrollment.admissions.services import endings
from schools.plans.events import PlanWithdrawn
from schools.pupils.events import StudentLeft


def end_rounds_of_plan(event: PlanWithdrawn, *, by: Actor) -> None:
    """终止报名. Closes the round, ends its applications and their reviews, frees the places; families read why."""
    endings.end_rounds_of_plan(plan=event.subject, reason=event.reason, by=by)


def end_applications_of_student(event: StudentLeft, *, by: Actor) -> None:
    """终止报名. The child has left: its applications end, its places are free, it is off the roll from the day after its last one."""
    endings.end_applications_of_student(student=event.subject, reason=event.reason, by=by)


def end_rounds_of_term(event: TermClosed, *, by: Actor) -> None:
    """终止报名. Closes the open rounds of the term; applications that nobody agreed to end with their reviews."""
    endings.end_rounds_of_term(term=event.subject, by=by)
