from audit.actors import Actor
from audit.roles import Role
from billing.standards.models import FeeStandard
from schools.plans.models import ServicePlan


def can_draft_fee_standard(actor: Actor, plan: ServicePlan) -> bool:
    """The school's administrator or cashier, from the school's own plan."""
    return actor.has_role(Role.SCHOOL_ADMIN, Role.CASHIER) and actor.works_at(plan.school_id)


def can_file_fee_standard(actor: Actor, standard: FeeStandard) -> bool:
    """The school's administrator: filing with the departments is an act of the school, not of the cash desk."""
    return actor.has_role(Role.SCHOOL_ADMIN) and actor.works_at(standard.school_id)


def can_publish_fee_standard(actor: Actor, standard: FeeStandard) -> bool:
    """The school's administrator."""
    return can_file_fee_standard(actor, standard)
