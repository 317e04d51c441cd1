from audit.actors import Actor
from audit.roles import Role


def can_list_staff(actor: Actor) -> bool:
    """The bureau sees who serves everywhere; the school's own staff see who serves at their school."""
    return actor.is_bureau or (actor.is_school and not actor.has_role(Role.COMMITTEE_MEMBER))


def can_edit_staff(actor: Actor, school_id: int | None) -> bool:
    """The school's administrator and teaching office keep the list of who serves at their own school."""
    return actor.works_at(school_id) and actor.has_role(Role.SCHOOL_ADMIN, Role.TEACHING_OFFICE)
