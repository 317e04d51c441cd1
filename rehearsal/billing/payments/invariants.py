"""Money that was received: never more than is owed, each receipt once, by the cashier of the school."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="paid_is_what_was_received",
        says="what a charge says is paid is the sum of its payments, and never more than is due",
        sql="""
            SELECT charge.id, charge.due_amount, charge.paid_amount, COALESCE(sum(payment.amount), 0) AS received
            FROM billing_charges_charge AS charge
            LEFT JOIN billing_payments_payment AS payment
                ON payment.bureau_id = charge.bureau_id AND payment.charge_id = charge.id
            GROUP BY charge.id, charge.due_amount, charge.paid_amount
            HAVING COALESCE(sum(payment.amount), 0) <> charge.paid_amount OR charge.paid_amount > charge.due_amount
            ORDER BY charge.id
        """,
    ),
    Invariant(
        name="receipts_are_unique",
        says="no receipt number was given twice in a county",
        sql="""
            SELECT bureau_id, receipt_number, count(*) FROM billing_payments_payment
            GROUP BY bureau_id, receipt_number HAVING count(*) > 1 ORDER BY bureau_id, receipt_number
        """,
    ),
    Invariant(
        name="received_by_the_cashier",
        says="every payment was recorded by a cashier of the school, on the day it was received or later",
        sql="""
            SELECT payment.id, payment.received_on, payment.recorded_at FROM billing_payments_payment AS payment
            JOIN billing_charges_charge AS charge
                ON charge.bureau_id = payment.bureau_id AND charge.id = payment.charge_id
            WHERE payment.received_on > (payment.recorded_at AT TIME ZONE 'Asia/Shanghai')::date OR NOT EXISTS (
                SELECT 1 FROM accounts_membership AS member
                WHERE member.bureau_id = payment.bureau_id AND member.school_id = charge.school_id
                    AND member.user_id = payment.recorded_by_id AND member.role = 'cashier'
            )
            ORDER BY payment.id
        """,
    ),
]
