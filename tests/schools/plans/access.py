"""Who reaches the routes of schools.plans."""

from audit.roles import Role
from tests.people import BUREAU, FAMILY, HEADS, INSIDE, LEADERS, PLAN_WRITERS, STAFF, Access, Public, Reasons

ACCESS: Access = {
    "api-plan-detail": INSIDE | FAMILY,  # the approved plan of a child's school
    "api-plan-list": STAFF | FAMILY,  # each sees their own, which may be none
    "api-school-detail": INSIDE | FAMILY,
    "api-school-list": STAFF | FAMILY,
    "schools:add_activity": PLAN_WRITERS,
    "schools:add_slots": PLAN_WRITERS,
    "schools:approve_plan": {Role.OFFICER},  # whose step it is; the county may name others
    "schools:approve_plan (second step)": {Role.APPROVER},
    "schools:attach_file": PLAN_WRITERS,
    "schools:create_plan": HEADS,
    "schools:edit_activity": PLAN_WRITERS,
    "schools:edit_plan": PLAN_WRITERS,
    "schools:edit_slot": PLAN_WRITERS,
    "schools:list_plans": INSIDE,
    "schools:list_provider_activities": INSIDE,
    "schools:list_schools": BUREAU,
    "schools:remove_activity": PLAN_WRITERS,
    "schools:remove_attachment": PLAN_WRITERS,
    "schools:remove_slot": PLAN_WRITERS,
    "schools:return_plan": {Role.OFFICER},
    "schools:return_plan (second step)": {Role.APPROVER},
    "schools:show_plan": INSIDE,
    "schools:show_school": INSIDE,
    "schools:submit_plan": HEADS,
    "schools:withdraw_plan": LEADERS,
}
COUNTY_WIDE: Reasons = {
    "schools:list_provider_activities": "The institution is the county's; a school reads what it does at that school.",
}
SCHOOL_WIDE: Reasons = {
    "api-plan-detail": "Every family of the school reads the plan in force.",
    "api-school-detail": "Every family of the school reads about the school.",
}
PUBLIC: Public = {
    "schools:list_public_plans": "An approved plan is published.",
    "schools:show_public_plan": "An approved plan is published.",
}
