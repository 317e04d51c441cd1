from audit.actors import Actor
from audit.roles import MONEY


def can_view_ledger(actor: Actor) -> bool:
    """Those who answer for the money: cashier, administrator, principal; finance, officers and inspectors of the bureau."""
    return actor.is_bureau or actor.has_role(*MONEY)
