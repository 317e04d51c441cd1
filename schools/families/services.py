"""A guardian's consent to the use of a child's data: given, refused, taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from afterschool.values.errors import require
from audit.actors import Actor
from audit.workflow import record
from schools.families import permissions, rules
from schools.families import texts as consent_texts
from schools.families.models import Guardianship


@transaction.atomic
def give_consent(*, guardianship: Guardianship, by: Actor) -> None:
    """同意. Keeps which version was agreed to and when."""
    require(permissions.can_give_consent(by, guardianship))
    guardianship.consent_version = consent_texts.VERSION
    guardianship.consented_at = timezone.now()
    guardianship.save(update_fields=["consent_version", "consented_at"])
    record("consent.give", guardianship, by=by, clause=rules.CHILD_DATA, version=consent_texts.VERSION)


@transaction.atomic
def refuse_consent(*, guardianship: Guardianship, by: Actor) -> None:
    """不同意. Also withdraws consent given earlier; online applications are then closed, school life is not affected."""
    require(permissions.can_give_consent(by, guardianship))
    guardianship.consent_version = ""
    guardianship.consented_at = None
    guardianship.save(update_fields=["consent_version", "consented_at"])
    record("consent.refuse", guardianship, by=by, clause=rules.CHILD_DATA, version=consent_texts.VERSION)
