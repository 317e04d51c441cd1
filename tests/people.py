"""The people of the ACCESS tables, named by what they are. Role by role: a group that grows in the product must not grow here."""

from audit.roles import BUREAU_ROLES, SCHOOL_ROLES, Role

GUARDIAN = "guardian"
EVERYBODY = [*Role, GUARDIAN]
STAFF = set(Role)
BUREAU = set(BUREAU_ROLES)
INSIDE = BUREAU | SCHOOL_ROLES  # the bureau and its schools, not those beside them
LEADERS = {Role.OFFICER, Role.APPROVER}
HEADS = {Role.SCHOOL_ADMIN, Role.PRINCIPAL}
PLAN_WRITERS = HEADS | {Role.TEACHING_OFFICE, Role.MORAL_EDUCATION_OFFICE}
PUPIL_READERS = PLAN_WRITERS | {Role.CLASS_TEACHER, Role.DUTY_LEADER}
REVIEWERS = PLAN_WRITERS | {Role.CLASS_TEACHER, Role.COMMITTEE_MEMBER}
ROLL_TAKERS = HEADS | {Role.TEACHER, Role.CLASS_TEACHER, Role.TEACHING_OFFICE, Role.DUTY_LEADER}
FAMILY = {GUARDIAN}
Access = dict[str, set[str]]  # route → who reaches it
Reasons = dict[str, str]  # route → why it is so
Public = Reasons  # … why everyone may, without signing in
