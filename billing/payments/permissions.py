from audit.actors import Actor
from audit.roles import Role
from billing.charges.models import Charge


def can_record_payment(actor: Actor, charge: Charge) -> bool:
    """The school's cashier."""
    return actor.has_role(Role.CASHIER) and actor.works_at(charge.school_id)
