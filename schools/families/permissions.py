from audit.actors import Actor
from schools.families.models import Guardianship


def can_give_consent(actor: Actor, guardianship: Guardianship) -> bool:
    """A guardian gives, refuses and takes back their own consent to the use of the child's data."""
    return actor.is_guardian and guardianship.guardian_id == actor.guardian_id


def is_guardian_of(actor: Actor, student_id: int) -> bool:
    guardianships = Guardianship.objects.visible_to(actor)
    return actor.is_guardian and guardianships.filter(student_id=student_id).exists()
