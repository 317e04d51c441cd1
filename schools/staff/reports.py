"""People as the rules see them."""

from __future__ import annotations

from schools.staff import rules
from schools.staff.models import Staff


def staff_facts(person: Staff) -> rules.StaffFacts:
    return rules.StaffFacts(
        pk=person.pk,
        name=person.name,
        is_outside=person.is_outside,
        is_active=person.is_active,
        volunteered=person.volunteered,
        qualification=person.qualification,
        record_checked_on=person.record_checked_on,
        vetting_expires_on=person.vetting_expires_on,
    )
