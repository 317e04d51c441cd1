"""Who reaches the routes of schools.families."""

from tests.people import FAMILY, Access

ACCESS: Access = {
    "schools:give_consent": FAMILY,
}
