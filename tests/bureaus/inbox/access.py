"""Who reaches the routes of bureaus.inbox."""

from tests.people import FAMILY, STAFF, Access

ACCESS: Access = {
    "bureaus:show_home": STAFF | FAMILY,  # families are led to their own first page
    "bureaus:show_inbox": STAFF,
}
