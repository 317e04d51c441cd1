from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from afterschool.tenancy.models import TenantModel
from audit.actors import Actor
from billing.ledger import rules
from billing.ledger.models import JournalEntry, Posting

BATCH = 1000


# --- books ---------------------------------------------------------------------------------------------------------------


def book_entries(
    bookings: Sequence[tuple[Any, Mapping[str, Decimal]]],
    *,
    text: str,
    booked_on: date,
    by: Actor,
    source: TenantModel | None = None,
    kind: str = "",
) -> None:
    """One journal entry with its postings per booking; refuses what does not balance. A source is booked once."""
    entries = []
    for charge, lines in bookings:
        rules.check_balanced(lines)
        origin = source or charge
        entries.append(
            JournalEntry(
                bureau_id=charge.bureau_id,
                school_id=charge.school_id,
                term_id=charge.term_id,
                booked_on=booked_on,
                text=f"{text} {charge.number}",
                source_type=f"{origin._meta.label}{f'.{kind}' if kind else ''}",
                source_id=origin.pk,
                booked_by=by.name,
            )
        )
    JournalEntry.objects.of(by.bureau_id).bulk_create(entries, batch_size=BATCH)
    Posting.objects.of(by.bureau_id).bulk_create(
        [
            Posting(bureau_id=entry.bureau_id, entry=entry, account=account, amount=amount)
            for entry, (_, lines) in zip(entries, bookings, strict=True)
            for account, amount in lines.items()
        ],
        batch_size=BATCH,
    )
