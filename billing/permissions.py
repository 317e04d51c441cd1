"""Who may do what with money. The cashier handles it, the administrator files standards, the bureau looks on."""

from accounts.roles import Role
from audit.actors import Actor
from billing.models import Charge, FeeStandard
from schools.models import School, ServicePlan


def can_draft_fee_standard(actor: Actor, plan: ServicePlan) -> bool:
    """The school's administrator or cashier, from the school's own plan."""
    return actor.has_role(Role.SCHOOL_ADMIN, Role.CASHIER) and actor.works_at(plan.school_id)


def can_file_fee_standard(actor: Actor, standard: FeeStandard) -> bool:
    """The school's administrator: filing with the departments is an act of the school, not of the cash desk."""
    return actor.has_role(Role.SCHOOL_ADMIN) and actor.works_at(standard.school_id)


def can_publish_fee_standard(actor: Actor, standard: FeeStandard) -> bool:
    """The school's administrator."""
    return can_file_fee_standard(actor, standard)


def can_issue_charges(actor: Actor, school: School) -> bool:
    """The school's cashier."""
    return actor.has_role(Role.CASHIER) and actor.works_at(school.pk)


def can_record_payment(actor: Actor, charge: Charge) -> bool:
    """The school's cashier."""
    return actor.has_role(Role.CASHIER) and actor.works_at(charge.school_id)


def can_cancel_charge(actor: Actor, charge: Charge) -> bool:
    """The school's administrator or principal, not the cashier who issued it: duties are kept apart."""
    return actor.has_role(Role.SCHOOL_ADMIN, Role.PRINCIPAL) and actor.works_at(charge.school_id)


def can_view_ledger(actor: Actor) -> bool:
    """Those who answer for the money: cashier, administrator, principal; finance, officers and inspectors of the bureau."""
    return actor.is_bureau or actor.has_role(Role.CASHIER, Role.SCHOOL_ADMIN, Role.PRINCIPAL)


def can_view_charges(actor: Actor) -> bool:
    """The school's cash desk and leadership, and the class teacher for the own class."""
    return actor.has_role(Role.CASHIER, Role.SCHOOL_ADMIN, Role.PRINCIPAL, Role.CLASS_TEACHER)
