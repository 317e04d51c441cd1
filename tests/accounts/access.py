"""Who reaches the routes of accounts."""

from tests.people import FAMILY, STAFF, Access, Public, Reasons

ACCESS: Access = {
    "accounts:change_password": STAFF,
    "accounts:choose_membership": STAFF,
    "accounts:show_profile": STAFF,
    "accounts:start": STAFF,
    "family:show_profile": FAMILY,
}
KEPT_NOWHERE: Reasons = {
    "accounts:choose_membership": "The choice lives as long as the session.",
    "accounts:sign_in": "A session is no row.",
    "accounts:sign_out": "A session is no row.",
    "family:enter_code": "Whoever has asked for no code is led to the page that sends one.",
    "family:sign_out": "A session is no row.",
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
