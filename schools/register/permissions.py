from audit.actors import Actor
from audit.roles import Role


def can_list_schools(actor: Actor) -> bool:
    """Everybody who works for the bureau sees the register of its schools."""
    return actor.is_bureau


def can_import_schools(actor: Actor) -> bool:
    """The bureau's officers keep the register of schools."""
    return actor.is_system or actor.has_role(Role.OFFICER)
