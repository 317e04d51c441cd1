from audit.actors import Actor
from audit.roles import CLASS_TEACHERS, HEADS, SCHOOL_OFFICE, Role
from bureaus.documents.models import Attachment, DocumentOrder

EVIDENCE_READERS = SCHOOL_OFFICE | CLASS_TEACHERS  # who reviews a family's evidence


def can_open_document(actor: Actor, document: DocumentOrder) -> bool:
    """A restricted document: the stationed inspectors, and at its school those who file it.

    A family's document: the bureau, those at the school who review, and that family. Any other: whoever sees the row.
    """
    if actor.is_system:
        return True
    if document.is_restricted:
        return actor.has_role(Role.INSPECTOR) or (actor.works_at(document.school_id) and actor.has_role(*HEADS))
    if document.guardian_ref is not None:
        return _may_read_of_family(actor, document.guardian_ref, document.school_id)
    return True


def can_open_attachment(actor: Actor, attachment: Attachment) -> bool:
    """A sensitive file (evidence of a family): the bureau, the school's reviewers, and the uploader."""
    if actor.is_system or not attachment.is_sensitive:
        return True
    if attachment.uploaded_by_id is not None and attachment.uploaded_by_id == actor.user_id:
        return True
    return _may_read_of_family(actor, attachment.guardian_ref, attachment.school_id)


def _may_read_of_family(actor: Actor, guardian_ref: int | None, school_id: int | None) -> bool:
    if actor.is_guardian:
        return guardian_ref is not None and guardian_ref == actor.guardian_id
    return actor.is_bureau or (actor.works_at(school_id) and actor.has_role(*EVIDENCE_READERS))
