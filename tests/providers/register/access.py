"""Who reaches the routes of providers.register."""

from audit.roles import Role
from tests.people import INSIDE, LEADERS, Access, Public, Reasons

ACCESS: Access = {
    "providers:blacklist_provider": LEADERS,
    "providers:list_providers": INSIDE,
    "providers:register_provider": {Role.OFFICER},
    "providers:remove_provider": LEADERS,
    "providers:shortlist_provider": LEADERS,
    "providers:show_provider": INSIDE,
    "providers:suspend_provider": LEADERS,
}
COUNTY_WIDE: Reasons = {
    "providers:show_provider": "The register of institutions is the county's: a school chooses from it.",
}
PUBLIC: Public = {
    "providers:list_blacklist": "The blacklist is published.",
    "providers:list_shortlist": "The shortlist is published with its prices.",
}
