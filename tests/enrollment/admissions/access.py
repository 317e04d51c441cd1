"""Who reaches the routes of enrollment.admissions."""

from audit.roles import Role
from tests.people import BUREAU, FAMILY, HEADS, INSIDE, PLAN_WRITERS, REVIEWERS, Access, Reasons

EVIDENCE = "bureaus:download_attachment (evidence of an exemption)"
ACCESS: Access = {
    EVIDENCE: BUREAU | PLAN_WRITERS | {Role.CLASS_TEACHER} | FAMILY,
    "enrollment:apply": FAMILY,
    "enrollment:approve_applications": REVIEWERS,
    "enrollment:close_round": HEADS,
    "enrollment:list_applications": REVIEWERS,
    "enrollment:list_rounds": INSIDE,
    "enrollment:open_round": HEADS,
    "enrollment:remove_club": {Role.CLASS_TEACHER},  # whose turn it is in the review
    "enrollment:remove_club (second step)": {Role.SCHOOL_ADMIN},
    "enrollment:review_application": {Role.CLASS_TEACHER},
    "enrollment:review_application (second step)": {Role.SCHOOL_ADMIN},
    "enrollment:review_exemption": {Role.CLASS_TEACHER},
    "enrollment:review_exemption (second step)": HEADS,
    "enrollment:show_application": REVIEWERS,
    "enrollment:show_family": FAMILY,
    "enrollment:show_family_application": FAMILY,
    "enrollment:show_roster": REVIEWERS | {Role.TEACHER, Role.DUTY_LEADER},
    "enrollment:show_round": INSIDE,
    "enrollment:withdraw_application": FAMILY,
}
IN_TURN: Access = {
    "enrollment:approve_applications": {Role.CLASS_TEACHER},  # the others may have applications waiting, but not these
}
RECORDED: Reasons = {
    EVIDENCE: "Evidence says what a family would not tell everybody.",
}
OF_ONE_CLASS: Reasons = {
    EVIDENCE: "The claim is reviewed in the child's own class.",
    "enrollment:remove_club": "The application is reviewed in the child's own class.",
    "enrollment:review_application": "The application is reviewed in the child's own class.",
    "enrollment:review_exemption": "The claim is reviewed in the child's own class.",
    "enrollment:show_application": "The application is reviewed in the child's own class.",
}
ACROSS_CLASSES: Reasons = {
    "enrollment:show_roster": "A club has children of many classes.",
}
