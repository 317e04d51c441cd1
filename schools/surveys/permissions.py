from audit.actors import Actor
from audit.roles import Role
from schools.families import permissions as family_permissions
from schools.pupils import permissions as pupil_permissions
from schools.pupils.models import Student


def can_answer_demand(actor: Actor, student: Student) -> bool:
    """A guardian of the child says whether it needs the service."""
    return family_permissions.is_guardian_of(actor, student.pk)


def can_show_survey(actor: Actor) -> bool:
    """Those at the school who answer for pupils see the answers to the demand survey."""
    return pupil_permissions.can_list_students(actor)


def can_record_survey(actor: Actor) -> bool:
    """The administrator, the moral-education office and, for their own class, the class teacher record answers."""
    return actor.is_school and actor.has_role(Role.SCHOOL_ADMIN, Role.MORAL_EDUCATION_OFFICE, Role.CLASS_TEACHER)
