"""Who reaches the routes of bureaus.terms."""

from audit.roles import Role
from tests.people import STAFF, Access, Reasons

ACCESS: Access = {
    "bureaus:change_calendar": {Role.OFFICER},
    "bureaus:close_term": {Role.OFFICER},
    "bureaus:list_terms": STAFF,
    "bureaus:open_term": {Role.OFFICER},
    "bureaus:remove_calendar_change": {Role.OFFICER},
    "bureaus:show_calendar": STAFF,
}
COUNTY_WIDE: Reasons = {
    "bureaus:show_calendar": "Terms and the school calendar are the county's.",
}
