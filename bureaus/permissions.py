"""Who may do what with the frame of a bureau: its terms, calendar, policies and reviews."""

from audit.actors import Actor
from bureaus.models import CalendarDay, Policy, ReviewCase, Term

OFFICER, APPROVER = "officer", "approver"  # accounts.roles.Role, which stands above us


def can_open_term(actor: Actor, term: Term | None = None) -> bool:
    """The bureau's officers set up, open and close terms."""
    return actor.has_role(OFFICER) or actor.is_system


def can_close_term(actor: Actor, term: Term | None = None) -> bool:
    """The bureau's officers set up, open and close terms."""
    return actor.has_role(OFFICER)


def can_change_calendar(actor: Actor, day: CalendarDay | None = None) -> bool:
    """The bureau's officers change the school calendar; schools keep to it."""
    return actor.has_role(OFFICER)


def can_adopt_policy_pack(actor: Actor) -> bool:
    """Officers and the responsible leader adopt a document's rules; so does the operator's command."""
    return actor.has_role(OFFICER, APPROVER) or actor.is_system


def can_edit_policy(actor: Actor, policy: Policy | None = None) -> bool:
    """Officers and the responsible leader change the bureau's own rules, never those of a superior."""
    own = policy is None or policy.bureau_id == actor.bureau_id
    return own and actor.has_role(OFFICER, APPROVER)


def can_decide(actor: Actor, case: ReviewCase) -> bool:
    """Whoever holds the role of the present step, or stands in for it, in the class, the school or the bureau."""
    return ReviewCase.objects.visible_to(actor).at_step_of(actor).filter(pk=case.pk).exists()


def can_answer(actor: Actor, case: ReviewCase) -> bool:
    """Who filed the matter answers a request for correction; for a school's matter its administrator may too."""
    if case.bureau_id != actor.bureau_id:
        return False
    if case.opened_by_id is not None and case.opened_by_id == actor.user_id:
        return True
    if actor.is_guardian:
        return case.guardian_ref == actor.guardian_id
    return actor.has_role("school_admin", "principal") and actor.works_at(case.school_id)


def can_withdraw(actor: Actor, case: ReviewCase) -> bool:
    """Who filed the matter may take it back while it is under review."""
    return can_answer(actor, case)
