"""Who reaches the routes of schools.imports."""

from audit.roles import Role
from tests.people import Access

ACCESS: Access = {
    "schools:import_schools": {Role.OFFICER},
    "schools:import_students": {Role.SCHOOL_ADMIN},
}
