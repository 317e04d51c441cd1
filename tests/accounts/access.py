"""Who reaches the routes of accounts."""

from tests.people import FAMILY, STAFF, Access, Public

ACCESS: Access = {
    "accounts:change_password": STAFF,
    "accounts:choose_membership": STAFF,
    "accounts:show_profile": STAFF,
    "accounts:start": STAFF,
    "family:show_profile": FAMILY,
}
PUBLIC: Public = {
    "accounts:show_landing": "The platform's first page: which counties, which doors.",
    "accounts:show_messages": "404 where messages are really sent.",
    "accounts:sign_in": "The door of the staff.",
    "accounts:sign_out": "Whoever is not signed in has nothing to end.",
    "family:enter_code": "The door of the families.",
    "family:request_code": "The door of the families.",
    "family:sign_out": "Whoever is not signed in has nothing to end.",
}
