from audit.actors import Actor
from audit.roles import HEADS, ROLL_TAKERS, Role
from enrollment.attendance.models import Session


def can_list_sessions(actor: Actor) -> bool:
    """The bureau (figures only) and everybody at the school."""
    return actor.is_bureau or actor.is_school


def can_take_roll(actor: Actor, session: Session) -> bool:
    """Teachers of the school, substitutes included; the duty leader and the school office."""
    return actor.works_at(session.school_id) and actor.has_role(*ROLL_TAKERS)


def can_cancel_session(actor: Actor, session: Session) -> bool:
    """The school office and the duty leader of the day; teachers ask them."""
    return actor.works_at(session.school_id) and actor.has_role(*HEADS, Role.TEACHING_OFFICE, Role.DUTY_LEADER)


def can_plan_sessions(actor: Actor) -> bool:
    """Only the system, from the calendar; nobody adds a session by hand."""
    return actor.is_system
