"""Figures and lists about providers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from audit.actors import Actor
from providers.register.models import BlacklistEntry, Provider


def blacklisted_until(bureau_id: int, credit_codes: Collection[str], *, on: date) -> dict[str, date]:
    """The day until which each of these institutions is barred in the bureau's area; those not barred are left out.

    Entries of the bureau itself and of those above it count: the blacklist of a prefecture holds in all its counties.
    """
    entries = BlacklistEntry.objects.visible_to(Actor.system(bureau_id)).in_force(on)
    until: dict[str, date] = {}
    for code, ends_on in entries.filter(credit_code__in=credit_codes).values_list("credit_code", "ends_on"):
        until[code] = max(ends_on, until.get(code, ends_on))
    return until


def blacklist_of(bureau_id: int, *, on: date) -> dict[str, BlacklistEntry]:
    """The entries that keep institutions out of a bureau on a day, by credit code; the one that ends last of each."""
    entries = BlacklistEntry.objects.visible_to(Actor.system(bureau_id)).in_force(on).select_related("bureau")
    return {entry.credit_code: entry for entry in entries.order_by("ends_on", "pk")}


def out_of_service(bureau_id: int, providers: Iterable[Provider], *, on: date) -> dict[int, str]:
    """Which of these institutions may not serve on a day, by id, and why (“已被暂停”); those that may are left out.

    Asks the blacklist itself, because an entry of a bureau above holds before this bureau has marked its own row. One
    query, none without institutions.
    """
    by_id = {provider.pk: provider for provider in providers}
    codes = {provider.credit_code for provider in by_id.values()}
    kept_out = blacklisted_until(bureau_id, codes, on=on) if codes else {}
    words = {pk: _out_words(provider, kept_out) for pk, provider in by_id.items()}
    return {pk: reason for pk, reason in words.items() if reason}


def _out_words(provider: Provider, kept_out: Collection[str]) -> str:
    if provider.credit_code in kept_out:
        return Provider.OUT_OF_SERVICE[Provider.Status.BLACKLISTED]
    return provider.out_words
