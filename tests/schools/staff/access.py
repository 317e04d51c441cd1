"""Who reaches the routes of schools.staff."""

from audit.roles import Role
from tests.people import INSIDE, Access

ACCESS: Access = {
    "schools:add_staff": {Role.SCHOOL_ADMIN, Role.TEACHING_OFFICE},
    "schools:edit_staff": {Role.SCHOOL_ADMIN, Role.TEACHING_OFFICE},
    "schools:list_staff": INSIDE - {Role.COMMITTEE_MEMBER},
}
