from audit.actors import Actor
from audit.roles import HEADS, Role
from enrollment.admissions.models import Application
from schools.families import permissions as family_permissions


def can_accept_agreement(actor: Actor, application: Application) -> bool:
    """Any guardian of the child accepts the agreement; the school cannot accept on their behalf."""
    return family_permissions.is_guardian_of(actor, application.student_id)


def can_list_agreement_templates(actor: Actor) -> bool:
    """The bureau's staff, and the schools that use the text."""
    return actor.is_bureau or (actor.is_school and actor.has_role(*HEADS))


def can_publish_agreement_template(actor: Actor) -> bool:
    """The bureau's officers; the operator's command when a bureau is set up."""
    return actor.is_system or actor.has_role(Role.OFFICER)
