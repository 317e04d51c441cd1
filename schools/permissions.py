"""Who may do what with schools, their plans, their people and their pupils."""

from accounts.roles import Role
from audit.actors import Actor
from schools.models import School, ServicePlan, Student

PLAN_FILERS = (Role.SCHOOL_ADMIN, Role.PRINCIPAL)
PLAN_WRITERS = (*PLAN_FILERS, Role.TEACHING_OFFICE, Role.MORAL_EDUCATION)
PLAN_REVIEWERS = (Role.OFFICER, Role.APPROVER)
ROLL_READERS = (
    Role.SCHOOL_ADMIN,
    Role.PRINCIPAL,
    Role.CLASS_TEACHER,
    Role.MORAL_EDUCATION,
    Role.TEACHING_OFFICE,
    Role.DUTY_LEADER,
)


def can_list_schools(actor: Actor) -> bool:
    """Everybody who works for the bureau sees the register of its schools."""
    return actor.is_bureau


def can_list_plans(actor: Actor) -> bool:
    """The bureau sees what was submitted; the school's own staff see the plans of their school."""
    return actor.is_bureau or actor.is_school


def can_create_plan(actor: Actor, school: School) -> bool:
    """The school's administrator or principal begins the plan of their own school."""
    return actor.works_at(school.pk) and actor.has_role(*PLAN_FILERS)


def can_edit_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The school's administrator, principal, teaching and moral-education offices write their own school's plan."""
    return actor.works_at(plan.school_id) and actor.has_role(*PLAN_WRITERS)


def can_submit_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The administrator or the principal submits the plan of their own school."""
    return actor.works_at(plan.school_id) and actor.has_role(*PLAN_FILERS)


def can_return_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The bureau's officer or approver, at the step of the review chain that is theirs."""
    return actor.bureau_id == plan.bureau_id and actor.has_role(*PLAN_REVIEWERS)


def can_approve_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The bureau's officer or approver, at the step of the review chain that is theirs."""
    return can_return_plan(actor, plan)


def can_withdraw_plan(actor: Actor, plan: ServicePlan) -> bool:
    """The bureau's officer or approver takes an approval back, with a reason."""
    return can_return_plan(actor, plan)


def can_issue_plan_document(actor: Actor, plan: ServicePlan) -> bool:
    """Where the worker has not made the document: the bureau's reviewers and the school's filers ask for it again."""
    return can_return_plan(actor, plan) or can_submit_plan(actor, plan)


def can_list_students(actor: Actor) -> bool:
    """Those at the school who answer for pupils; a class teacher sees their own class. Nobody in the bureau."""
    return actor.is_school and actor.has_role(*ROLL_READERS)


def can_read_id_number(actor: Actor, student: Student) -> bool:
    """The school's administrator, and the class teacher of the child's class. Every reading is recorded."""
    if not actor.works_at(student.school_id):
        return False
    own_class = actor.has_role(Role.CLASS_TEACHER) and actor.class_id == student.school_class_id
    return own_class or actor.has_role(Role.SCHOOL_ADMIN)


def can_import_schools(actor: Actor) -> bool:
    """The bureau's officers keep the register of schools."""
    return actor.is_system or actor.has_role(Role.OFFICER)


def can_import_students(actor: Actor) -> bool:
    """The school's administrator keeps the roll of their own school."""
    return actor.is_system or actor.has_role(Role.SCHOOL_ADMIN)


def can_list_staff(actor: Actor) -> bool:
    """The bureau sees who serves everywhere; the school's own staff see who serves at their school."""
    return actor.is_bureau or (actor.is_school and not actor.has_role(Role.COMMITTEE_MEMBER))


def can_edit_staff(actor: Actor, school_id: int | None) -> bool:
    """The school's administrator and teaching office keep the list of who serves at their own school."""
    return actor.works_at(school_id) and actor.has_role(Role.SCHOOL_ADMIN, Role.TEACHING_OFFICE)


def can_show_survey(actor: Actor) -> bool:
    """Those at the school who answer for pupils see the answers to the demand survey."""
    return can_list_students(actor)


def can_record_survey(actor: Actor) -> bool:
    """The administrator, the moral-education office and, for their own class, the class teacher record answers."""
    return actor.is_school and actor.has_role(Role.SCHOOL_ADMIN, Role.MORAL_EDUCATION, Role.CLASS_TEACHER)
