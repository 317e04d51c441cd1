"""Figures and lists about providers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from audit.actors import Actor
from providers.register.models import BlacklistEntry


def blacklisted_until(bureau_id: int, credit_codes: Collection[str], *, on: date) -> dict[str, date]:
    """The day until which each of these institutions is barred in the bureau's area; those not barred are left out.

    Entries of the bureau itself and of those above it count: the blacklist of a prefecture holds in all its counties.
    """
    entries = BlacklistEntry.objects.visible_to(Actor.system(bureau_id)).in_force(on)
    until: dict[str, date] = {}
    for code, ends_on in entries.filter(credit_code__in=credit_codes).values_list("credit_code", "ends_on"):
        until[code] = max(ends_on, until.get(code, ends_on))
    return until
