"""Who may do what with the frame of a bureau: its terms, calendar, policies, reviews, documents and files."""

from audit.actors import Actor, ActorKind
from bureaus.models import Attachment, CalendarDay, IssuedDocument, Policy, ReviewCase, Term

OFFICER, APPROVER, INSPECTOR = "officer", "approver", "inspector"  # accounts.roles.Role, which stands above us
FILERS = ("school_admin", "principal")  # who answers for what a school files
EVIDENCE_READERS = (*FILERS, "class_teacher", "moral_education", "teaching_office")  # who reviews a family's evidence


def can_use_desk(actor: Actor) -> bool:
    """Everybody who works in the bureau, its schools or beside them; families have their own pages."""
    return actor.kind is ActorKind.STAFF


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
    return actor.has_role(*FILERS) and actor.works_at(case.school_id)


def can_withdraw(actor: Actor, case: ReviewCase) -> bool:
    """Who filed the matter may take it back while it is under review."""
    return can_answer(actor, case)


# --- documents and files ----------------------------------------------------------------------------


def can_open_document(actor: Actor, document: IssuedDocument) -> bool:
    """A restricted document: the stationed inspectors, and at its school those who file it.

    A family's document: the bureau, those at the school who review, and that family. Any other: whoever sees the row.
    """
    if actor.is_system:
        return True
    if document.is_restricted:
        return actor.has_role(INSPECTOR) or (actor.works_at(document.school_id) and actor.has_role(*FILERS))
    if document.guardian_ref is not None:
        return _may_read_of_family(actor, document.guardian_ref, document.school_id)
    return True


def can_open_attachment(actor: Actor, attachment: Attachment) -> bool:
    """A sensitive file (evidence of a family): the bureau, those at the school who review it, and who handed it in."""
    if actor.is_system or not attachment.is_sensitive:
        return True
    if attachment.uploaded_by_id is not None and attachment.uploaded_by_id == actor.user_id:
        return True
    return _may_read_of_family(actor, attachment.guardian_ref, attachment.school_id)


def _may_read_of_family(actor: Actor, guardian_ref: int | None, school_id: int | None) -> bool:
    if actor.is_guardian:
        return guardian_ref is not None and guardian_ref == actor.guardian_id
    return actor.is_bureau or (actor.works_at(school_id) and actor.has_role(*EVIDENCE_READERS))
