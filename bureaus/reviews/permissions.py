from audit.actors import Actor
from audit.roles import HEADS
from bureaus.reviews.models import ReviewCase


def can_review_step(actor: Actor, case: ReviewCase) -> bool:
    """Whoever holds the role of the present step, or stands in for it, in the class, the school or the bureau."""
    return ReviewCase.objects.visible_to(actor).at_step_of(actor).filter(pk=case.pk).exists()


def can_answer_correction(actor: Actor, case: ReviewCase) -> bool:
    """The filer answers a request for correction; for a school's matter its administrator may too."""
    if case.bureau_id != actor.bureau_id:
        return False
    if case.opened_by_id is not None and case.opened_by_id == actor.user_id:
        return True
    if actor.is_guardian:
        return case.guardian_ref == actor.guardian_id
    return actor.has_role(*HEADS) and actor.works_at(case.school_id)


def can_withdraw_review(actor: Actor, case: ReviewCase) -> bool:
    """The filer may take the matter back while it is under review."""
    return can_answer_correction(actor, case)
