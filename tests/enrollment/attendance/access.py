"""Who reaches the routes of enrollment.attendance."""

from audit.roles import Role
from tests.people import FAMILY, HEADS, INSIDE, ROLL_TAKERS, Access, Reasons

ACCESS: Access = {
    "enrollment:cancel_session": HEADS | {Role.TEACHING_OFFICE, Role.DUTY_LEADER},
    "enrollment:list_family_sessions": FAMILY,
    "enrollment:list_sessions": INSIDE,
    "enrollment:take_roll": ROLL_TAKERS,
}
ACROSS_CLASSES: Reasons = {
    "enrollment:take_roll": "A session has children of many classes, and a substitute takes its roll too.",
}
