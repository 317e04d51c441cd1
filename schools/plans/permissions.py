"""Who may do what with a school's plan."""

from audit.actors import Actor
from audit.roles import BUREAU_OFFICE, HEADS, SCHOOL_OFFICE
from schools.plans.models import ServicePlan
from schools.register.models import School


def can_list_plans(actor: Actor) -> bool:
    """The bureau sees what was submitted; the school's own staff see the plans of their school."""
    return actor.is_bureau or actor.is_school


def can_create_plan(actor: Actor, school: School) -> bool:
    """The school's administrator or principal begins the plan of their own school."""
    return actor.works_at(school.pk) and actor.has_role(*HEADS)


def can_edit_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The school's administrator, principal, teaching and moral-education offices write their own school's plan."""
    return actor.works_at(plan.school_id) and actor.has_role(*SCHOOL_OFFICE)


def can_submit_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The administrator or the principal submits the plan of their own school."""
    return actor.works_at(plan.school_id) and actor.has_role(*HEADS)


def can_return_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The bureau's officer or approver, at the step of the review chain that is theirs."""
    return actor.bureau_id == plan.bureau_id and actor.has_role(*BUREAU_OFFICE)


def can_approve_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The bureau's officer or approver, at the step of the review chain that is theirs."""
    return can_return_plan(actor, plan)


def can_withdraw_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The bureau's officer or approver takes an approval back, with a reason."""
    return can_return_plan(actor, plan)
