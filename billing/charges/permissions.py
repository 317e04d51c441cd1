"""Who may do what with charges. The cashier issues them, the leadership cancels them, the bureau only looks."""

from audit.actors import Actor
from audit.roles import CLASS_TEACHERS, HEADS, MONEY, Role
from billing.charges.models import Charge
from schools.register.models import School


def can_issue_charges(actor: Actor, school: School) -> bool:
    """The school's cashier."""
    return actor.has_role(Role.CASHIER) and actor.works_at(school.pk)


def can_cancel_charge(actor: Actor, charge: Charge) -> bool:
    """The school's administrator or principal, not the cashier who issued it: duties are kept apart."""
    return actor.has_role(*HEADS) and actor.works_at(charge.school_id)


def can_confirm_charge(actor: Actor, charge: Charge) -> bool:
    """The school's cashier, who checks what has changed since the charge was issued."""
    return actor.has_role(Role.CASHIER) and actor.works_at(charge.school_id)


def can_view_charges(actor: Actor) -> bool:
    """The school's cash desk and leadership, and the class teacher for their own class."""
    return actor.has_role(*MONEY, *CLASS_TEACHERS)
