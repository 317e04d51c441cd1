from audit.actors import Actor
from audit.roles import HEADS, Role


def can_list_campaigns(actor: Actor) -> bool:
    """Everybody who works for the bureau, and a school's administrator and principal, see the campaigns."""
    return actor.is_bureau or actor.has_role(*HEADS)


def can_start_campaign(actor: Actor) -> bool:
    """The bureau's officer and the stationed discipline team start and end a campaign."""
    return actor.has_role(Role.OFFICER, Role.INSPECTOR)
