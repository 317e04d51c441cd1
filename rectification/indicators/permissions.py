from audit.actors import Actor
from audit.roles import OVERSIGHT


def can_view_indicators(actor: Actor) -> bool:
    """Everybody who works for the bureau: figures carry schools, never a child."""
    return actor.is_bureau


def can_take_snapshots(actor: Actor) -> bool:
    """The platform on its schedule; officers and inspectors at any time."""
    return actor.is_system or actor.has_role(*OVERSIGHT)
