"""Who reaches the routes of bureaus.policies."""

from tests.people import LEADERS, STAFF, Access, Reasons

ACCESS: Access = {
    "bureaus:add_policy": LEADERS,
    "bureaus:adopt_policy_pack": LEADERS,
    "bureaus:edit_policy": LEADERS,
    "bureaus:list_policies": STAFF,
    "bureaus:list_policy_packs": STAFF,
    "bureaus:show_policy": STAFF,
}
COUNTY_WIDE: Reasons = {
    "bureaus:show_policy": "The rules of a county hold for all its schools.",
}
