"""Who reaches the routes of schools.pupils."""

from audit.roles import Role
from tests.people import PUPIL_READERS, Access, Reasons

ACCESS: Access = {
    "schools:leave_school": {Role.SCHOOL_ADMIN},
    "schools:return_to_school": {Role.SCHOOL_ADMIN},
    "schools:list_classes": PUPIL_READERS,
    "schools:list_students": PUPIL_READERS,
    "schools:read_id_number": {Role.SCHOOL_ADMIN, Role.CLASS_TEACHER},
}
OF_ONE_CLASS: Reasons = {
    "schools:read_id_number": "The number is read by the teacher of the child's own class.",
}
