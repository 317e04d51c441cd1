"""Who may do what with people."""

from accounts.roles import Role
from audit.actors import Actor


def can_manage_memberships(actor: Actor) -> bool:
    """The bureau's officers appoint; a school's administrator appoints inside the school."""
    return actor.has_role(Role.OFFICER, Role.SCHOOL_ADMIN)
