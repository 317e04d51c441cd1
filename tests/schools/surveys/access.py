"""Who reaches the routes of schools.surveys."""

from audit.roles import Role
from tests.people import FAMILY, PUPIL_READERS, Access

ACCESS: Access = {
    "schools:answer_demand": FAMILY,
    "schools:record_survey": {Role.SCHOOL_ADMIN, Role.CLASS_TEACHER, Role.MORAL_EDUCATION_OFFICE},
    "schools:show_survey": PUPIL_READERS,
}
