"""Who may do what with third-party institutions."""

from audit.actors import Actor
from audit.roles import BUREAU_OFFICE, Role
from providers.register.models import Provider


def can_list_providers(actor: Actor) -> bool:
    """The bureau and its schools; the shortlist and the blacklist themselves are public."""
    return actor.is_bureau or actor.is_school


def can_register_provider(actor: Actor) -> bool:
    """The bureau's officers."""
    return actor.has_role(Role.OFFICER)


def can_shortlist_provider(actor: Actor, provider: Provider) -> bool:
    """The bureau's officers and approvers put institutions on the public shortlist and take them off."""
    return actor.bureau_id == provider.bureau_id and actor.has_role(*BUREAU_OFFICE)


def can_blacklist_provider(actor: Actor) -> bool:
    """The officers and approvers of the bureau at the level at which policy lets the blacklist hold."""
    return actor.has_role(*BUREAU_OFFICE)
