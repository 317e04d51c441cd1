"""Booking: every entry balances, and each event of a source is booked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from afterschool.tenancy.models import TenantModel
from audit.actors import Actor
from billing.ledger import rules
from billing.ledger.models import JournalEntry, Posting

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Booking:
    """One business event to be booked: what it happened to, and the lines in yuan, which add up to zero."""

    source: TenantModel
    event: str
    school_id: int
    term_id: int
    text: str
    lines: Mapping[str, Decimal]


def book_entries(bookings: Sequence[Booking], *, booked_on: date, by: Actor) -> None:
    """记账. One journal entry with its postings per booking. ValueError for what does not balance; the database refuses
    to book the same event of the same source a second time.
    """
    for booking in bookings:
        rules.check_balanced(booking.lines)
    entries = [
        JournalEntry(
            bureau_id=booking.source.bureau_id,
            school_id=booking.school_id,
            term_id=booking.term_id,
            booked_on=booked_on,
            text=booking.text,
            source_kind=booking.source.kind_code,
            source_id=booking.source.pk,
            event=booking.event,
            booked_by=by.name,
        )
        for booking in bookings
    ]
    JournalEntry.objects.of(by.bureau_id).bulk_create(entries, batch_size=BATCH)
    Posting.objects.of(by.bureau_id).bulk_create(
        [
            Posting(bureau_id=entry.bureau_id, entry=entry, account=account, amount=amount)
            for entry, booking in zip(entries, bookings, strict=True)
            for account, amount in booking.lines.items()
        ],
        batch_size=BATCH,
    )
