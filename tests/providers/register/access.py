"""Who reaches the routes of providers.register."""

from audit.roles import Role
from tests.people import INSIDE, LEADERS, Access, Public

ACCESS: Access = {
    "providers:blacklist_provider": LEADERS,
    "providers:list_providers": INSIDE,
    "providers:register_provider": {Role.OFFICER},
    "providers:remove_provider": LEADERS,
    "providers:shortlist_provider": LEADERS,
    "providers:show_provider": INSIDE,
    "providers:suspend_provider": LEADERS,
}
PUBLIC: Public = {
    "providers:list_blacklist": "The blacklist is published.",
    "providers:list_shortlist": "The shortlist is published with its prices.",
}
