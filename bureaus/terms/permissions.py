"""Who may do what with terms and the school calendar."""

from audit.actors import Actor
from audit.roles import Role
from bureaus.terms.models import CalendarDay, Term


def can_open_term(actor: Actor, term: Term | None = None) -> bool:
    """The bureau's officers set up, open and close terms."""
    return actor.has_role(Role.OFFICER) or actor.is_system


def can_close_term(actor: Actor, term: Term | None = None) -> bool:
    """The bureau's officers set up, open and close terms."""
    return actor.has_role(Role.OFFICER)


def can_change_calendar(actor: Actor, day: CalendarDay | None = None) -> bool:
    """The bureau's officers change the school calendar; schools keep to it."""
    return actor.has_role(Role.OFFICER)
