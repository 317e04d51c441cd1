"""The books balance: each entry, each charge, each school."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="entries_balance",
        says="the postings of every journal entry add up to zero, and there are at least two",
        sql="""
            SELECT entry.id, entry.text, COALESCE(sum(posting.amount), 0) AS rest, count(posting.id) AS postings
            FROM billing_ledger_journalentry AS entry
            LEFT JOIN billing_ledger_posting AS posting
                ON posting.bureau_id = entry.bureau_id AND posting.entry_id = entry.id
            GROUP BY entry.id, entry.text HAVING COALESCE(sum(posting.amount), 0) <> 0 OR count(posting.id) < 2
            ORDER BY entry.id
        """,
    ),
    Invariant(
        name="books_say_what_charges_say",
        says="of every charge the books hold what is due less what was paid as receivable, what was paid in the bank, what is due as income",
        sql="""
            WITH source AS (
                SELECT bureau_id, id AS charge_id, 'charge' AS kind, id FROM billing_charges_charge
                UNION ALL SELECT bureau_id, charge_id, 'payment', id FROM billing_payments_payment
            ), booked AS (
                SELECT source.bureau_id, source.charge_id,
                    sum(posting.amount) FILTER (WHERE posting.account = 'receivable') AS receivable,
                    sum(posting.amount) FILTER (WHERE posting.account = 'bank') AS bank,
                    sum(posting.amount) FILTER (WHERE posting.account = 'service_income') AS income
                FROM source
                JOIN billing_ledger_journalentry AS entry ON entry.bureau_id = source.bureau_id
                    AND entry.source_kind = source.kind AND entry.source_id = source.id
                JOIN billing_ledger_posting AS posting
                    ON posting.bureau_id = entry.bureau_id AND posting.entry_id = entry.id
                GROUP BY source.bureau_id, source.charge_id
            ), owed AS (
                SELECT *, CASE WHEN status = 'cancelled' THEN 0 ELSE due_amount END AS due FROM billing_charges_charge
            )
            SELECT owed.id, owed.status, owed.due, owed.paid_amount, booked.receivable, booked.bank, booked.income
            FROM owed LEFT JOIN booked ON booked.bureau_id = owed.bureau_id AND booked.charge_id = owed.id
            WHERE COALESCE(booked.receivable, 0) <> owed.due - owed.paid_amount
                OR COALESCE(booked.bank, 0) <> owed.paid_amount OR COALESCE(booked.income, 0) <> -owed.due
            ORDER BY owed.id
        """,
    ),
    Invariant(
        name="what_moves_money_is_booked_once",
        says="a charge that asks for money is booked when issued and once more when cancelled, a payment when received",
        sql="""
            WITH happened AS (
                SELECT bureau_id, school_id, term_id, 'charge' AS kind, id, 'issued' AS event FROM billing_charges_charge
                    WHERE due_amount > 0
                UNION ALL SELECT bureau_id, school_id, term_id, 'charge', id, 'cancelled' FROM billing_charges_charge
                    WHERE due_amount > 0 AND status = 'cancelled'
                UNION ALL SELECT payment.bureau_id, charge.school_id, charge.term_id, 'payment', payment.id, 'received'
                    FROM billing_payments_payment AS payment
                    JOIN billing_charges_charge AS charge
                        ON charge.bureau_id = payment.bureau_id AND charge.id = payment.charge_id
            )
            SELECT happened.kind, happened.id, happened.event, entry.id AS entry FROM happened
            FULL JOIN billing_ledger_journalentry AS entry ON entry.bureau_id = happened.bureau_id
                AND entry.source_kind = happened.kind AND entry.source_id = happened.id
                AND entry.event = happened.event AND entry.school_id = happened.school_id
                AND entry.term_id = happened.term_id
            WHERE entry.id IS NULL OR happened.id IS NULL ORDER BY happened.kind, happened.id, happened.event
        """,
    ),
    Invariant(
        name="nothing_is_booked_for_days_to_come",
        says="no entry is booked on a day that has not come",
        sql="SELECT id, booked_on FROM billing_ledger_journalentry WHERE booked_on > %(today)s ORDER BY id",
    ),
]
