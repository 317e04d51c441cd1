from audit.actors import Actor
from audit.roles import SCHOOL_OFFICE, Role
from schools.pupils.models import Student

ROLL_READERS = SCHOOL_OFFICE | {Role.CLASS_TEACHER, Role.DUTY_LEADER}


def can_list_students(actor: Actor) -> bool:
    """Those at the school who answer for pupils; a class teacher sees their own class. Nobody in the bureau."""
    return actor.is_school and actor.has_role(*ROLL_READERS)


def can_read_id_number(actor: Actor, student: Student) -> bool:
    """The school's administrator, and the class teacher of the child's class. Every reading is recorded."""
    if not actor.works_at(student.school_id):
        return False
    own_class = actor.has_role(Role.CLASS_TEACHER) and actor.class_id == student.school_class_id
    return own_class or actor.has_role(Role.SCHOOL_ADMIN)


def can_import_students(actor: Actor) -> bool:
    """The school's administrator keeps the roll of their own school."""
    return actor.is_system or actor.has_role(Role.SCHOOL_ADMIN)


def can_leave_school(actor: Actor, student: Student) -> bool:
    """The administrator of the child's school takes it off the roll, and puts it back."""
    return actor.works_at(student.school_id) and actor.has_role(Role.SCHOOL_ADMIN)
