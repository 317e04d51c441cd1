"""Who may do what in enrollment. The docstrings are the policy; the services enforce them."""

from audit.actors import Actor
from audit.roles import HEADS, REVIEWING, ROLL_TAKERS
from bureaus.documents.models import Attachment
from enrollment.admissions.models import Application, ExemptionClaim, Offering, Round
from schools.families import permissions as family_permissions
from schools.families.models import Guardianship
from schools.register.models import School

EVIDENCE = "exemption-evidence"  # the purpose of the files that prove a claim

# --- families ---------------------------------------------------------------------------------------------


def can_apply(actor: Actor, guardianship: Guardianship) -> bool:
    """Only a guardian of the child applies. Nobody at a school may apply on a family's behalf: it is voluntary."""
    return actor.is_guardian and guardianship.guardian_id == actor.guardian_id


def can_withdraw_application(actor: Actor, application: Application) -> bool:
    """Any guardian of the child may withdraw an application at any time, as freely as it was made."""
    return family_permissions.is_guardian_of(actor, application.student_id)


def can_answer_review(actor: Actor, application: Application) -> bool:
    """Any guardian of the child answers the school's request for a correction."""
    return family_permissions.is_guardian_of(actor, application.student_id)


# --- schools ----------------------------------------------------------------------------------------------


def can_open_round(actor: Actor, school: School) -> bool:
    """The school's administrator or principal opens enrollment for their own school."""
    return actor.works_at(school.pk) and actor.has_role(*HEADS)


def can_close_round(actor: Actor, round: Round) -> bool:
    """The school's administrator or principal; the system once the closing time has passed."""
    return actor.is_system or (actor.works_at(round.school_id) and actor.has_role(*HEADS))


def can_list_rounds(actor: Actor) -> bool:
    """The bureau and everybody at the school."""
    return actor.is_bureau or actor.is_school


def can_list_applications(actor: Actor) -> bool:
    """Those at the school who review or answer for enrollment; a class teacher sees their own class."""
    return actor.is_school and actor.has_role(*REVIEWING)


def can_review_application(actor: Actor, application: Application) -> bool:
    """Those at the school who review; which of them decides now, the step of the review says."""
    return actor.works_at(application.round.school_id) and actor.has_role(*REVIEWING)


def can_review_exemption(actor: Actor, claim: ExemptionClaim) -> bool:
    """Those at the school who review; which of them decides now, the step of the review says."""
    return actor.works_at(claim.student.school_id) and actor.has_role(*REVIEWING)


def can_open_evidence(actor: Actor, attachment: Attachment) -> bool:
    """Of those at the school who review, a class teacher opens the evidence of families of their own class alone."""
    return ExemptionClaim.objects.visible_to(actor).filter(evidence_id=attachment.pk).exists()


def can_show_roster(actor: Actor, offering: Offering) -> bool:
    """Everybody at the school who teaches, supervises or reviews; nobody outside it."""
    return actor.works_at(offering.round.school_id) and actor.has_role(*ROLL_TAKERS, *REVIEWING)
