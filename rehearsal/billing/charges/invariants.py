"""Every charge rests on a published standard, on an agreement and on sessions that were offered; a waiver on a claim."""

from rehearsal.invariants import Invariant, told

INVARIANTS = [
    Invariant(
        name="charge_rests_on_a_published_standard",
        says="a charge was issued after its standard was published, for that school and term",
        sql="""
            SELECT charge.id, charge.issued_at, standard.published_at FROM billing_charges_charge AS charge
            JOIN billing_standards_feestandard AS standard
                ON standard.bureau_id = charge.bureau_id AND standard.id = charge.standard_id
            WHERE standard.published_at IS NULL OR standard.filed_at IS NULL OR standard.filing_document = ''
                OR charge.issued_at < standard.published_at OR standard.school_id <> charge.school_id
                OR standard.term_id <> charge.term_id OR standard.status NOT IN ('published', 'closed')
            ORDER BY charge.id
        """,
    ),
    Invariant(
        name="charged_is_who_agreed",
        says="a charge is of a child that had agreed to take part at that school in that term",
        sql="""
            SELECT charge.id FROM billing_charges_charge AS charge
            JOIN enrollment_admissions_application AS application
                ON application.bureau_id = charge.bureau_id AND application.id = charge.application_id
            JOIN enrollment_admissions_round AS round
                ON round.bureau_id = charge.bureau_id AND round.id = application.round_id
            LEFT JOIN enrollment_agreements_agreement AS signed
                ON signed.bureau_id = charge.bureau_id AND signed.application_id = application.id
            WHERE application.student_id <> charge.student_id OR round.school_id <> charge.school_id
                OR round.term_id <> charge.term_id OR signed.id IS NULL OR signed.accepted_at > charge.issued_at
                OR (application.ended_at < charge.issued_at)
            ORDER BY charge.id
        """,
    ),
    Invariant(
        name="one_charge_a_term",
        says="a child has at most one charge of a term that stands",
        sql="""
            SELECT term_id, student_id, count(*) FROM billing_charges_charge WHERE status <> 'cancelled'
            GROUP BY term_id, student_id HAVING count(*) > 1 ORDER BY term_id, student_id
        """,
    ),
    Invariant(
        name="charge_by_lesson_has_its_lessons",
        says="a child is charged for no more lessons than there are sessions of what it holds or held a place in",
        sql="""
            SELECT charge.id, charge.full_amount, standard.amount, count(session.id) AS sessions
            FROM billing_charges_charge AS charge
            JOIN billing_standards_feestandard AS standard
                ON standard.bureau_id = charge.bureau_id AND standard.id = charge.standard_id
                AND standard.unit = 'lesson' AND standard.amount > 0
            LEFT JOIN enrollment_admissions_place AS place
                ON place.bureau_id = charge.bureau_id AND place.application_id = charge.application_id
            LEFT JOIN enrollment_attendance_session AS session
                ON session.bureau_id = charge.bureau_id AND session.offering_id = place.offering_id
            GROUP BY charge.id, charge.full_amount, standard.amount
            HAVING charge.full_amount > standard.amount * count(session.id) ORDER BY charge.id
        """,
    ),
    Invariant(
        name="charge_within_its_cap",
        says="no charge is above the cap of its standard, nor above what its standard asks for a month or a term",
        sql="""
            SELECT charge.id, charge.full_amount, standard.amount, standard.unit FROM billing_charges_charge AS charge
            JOIN billing_standards_feestandard AS standard
                ON standard.bureau_id = charge.bureau_id AND standard.id = charge.standard_id
            JOIN bureaus_terms_term AS term ON term.bureau_id = charge.bureau_id AND term.id = charge.term_id
            WHERE charge.full_amount > standard.term_cap_amount
                OR (standard.unit = 'term' AND charge.full_amount > standard.amount)
                OR (standard.unit = 'month' AND charge.full_amount > standard.amount * (
                    (extract(year FROM term.ends_on) - extract(year FROM term.starts_on)) * 12
                    + extract(month FROM term.ends_on) - extract(month FROM term.starts_on) + 1
                ))
            ORDER BY charge.id
        """,
    ),
    Invariant(
        name="waived_for_an_accepted_claim",
        says="what is waived rests on a claim of that child that was accepted before and holds in that term, by its share",
        sql="""
            SELECT charge.id, charge.waived_amount, claim.status, claim.reduction_percent
            FROM billing_charges_charge AS charge
            JOIN bureaus_terms_term AS term ON term.bureau_id = charge.bureau_id AND term.id = charge.term_id
            LEFT JOIN enrollment_admissions_exemptionclaim AS claim
                ON claim.bureau_id = charge.bureau_id AND claim.id = charge.waiver_id
            WHERE (charge.waived_amount > 0 AND claim.id IS NULL) OR (
                claim.id IS NOT NULL AND (
                    claim.status <> 'accepted' OR claim.student_id <> charge.student_id
                    OR claim.decided_at > charge.issued_at OR claim.valid_from > term.ends_on
                    OR claim.valid_to < term.starts_on
                    OR charge.waived_amount <> round(charge.full_amount * claim.reduction_percent / 100, 2)
                )
            )
            ORDER BY charge.id
        """,
    ),
    Invariant(
        name="accepted_claim_waives",
        says="a charge issued after a claim of the child was accepted takes it off",
        sql="""
            SELECT charge.id, claim.id AS claim FROM billing_charges_charge AS charge
            JOIN bureaus_terms_term AS term ON term.bureau_id = charge.bureau_id AND term.id = charge.term_id
            JOIN enrollment_admissions_exemptionclaim AS claim
                ON claim.bureau_id = charge.bureau_id AND claim.student_id = charge.student_id
                AND claim.status = 'accepted' AND claim.decided_at < charge.issued_at
                AND claim.valid_from <= term.ends_on AND claim.valid_to >= term.starts_on
            WHERE charge.waiver_id IS NULL ORDER BY charge.id
        """,
    ),
    Invariant(
        name="charge_status_says_its_money",
        says="a charge is waived when nothing is due, paid when all is paid, issued while something is left",
        sql="""
            SELECT id, status, due_amount, paid_amount FROM billing_charges_charge
            WHERE status <> CASE WHEN status = 'cancelled' THEN 'cancelled' WHEN due_amount = 0 THEN 'waived'
                    WHEN paid_amount = due_amount THEN 'paid' ELSE 'issued' END
                OR paid_amount > due_amount OR (status = 'cancelled' AND paid_amount > 0)
            ORDER BY id
        """,
    ),
    Invariant(
        name="who_left_is_checked",
        says="a charge that asks a child whose application has ended waits for the cashier, or was confirmed since",
        sql="""
            SELECT charge.id, charge.status, application.ended_at FROM billing_charges_charge AS charge
            JOIN enrollment_admissions_application AS application
                ON application.bureau_id = charge.bureau_id AND application.id = charge.application_id
            WHERE application.status = 'withdrawn' AND charge.status IN ('issued', 'paid') AND charge.due_amount > 0
                AND charge.to_check_since IS NULL AND NOT EXISTS (
                    SELECT 1 FROM audit_entry AS entry
                    WHERE entry.bureau_id = charge.bureau_id AND entry.action = 'charge.confirm'
                        AND entry.subject_kind = 'charge' AND entry.subject_id = charge.id
                        AND entry.at >= application.ended_at
                )
            ORDER BY charge.id
        """,
    ),
    Invariant(
        name="issued_charges_are_told",
        says="the trace of a standard tells of as many charges as were issued from it, and of their money",
        sql="""
            WITH told AS (
                SELECT bureau_id, subject_id, sum((changes ->> 'count')::int) AS count,
                    sum((changes ->> 'amount')::numeric) AS amount
                FROM audit_entry WHERE action = 'charges.issue' GROUP BY bureau_id, subject_id
            ), issued AS (
                SELECT bureau_id, standard_id, count(*) AS count, sum(due_amount) AS amount
                FROM billing_charges_charge GROUP BY bureau_id, standard_id
            )
            SELECT issued.standard_id, issued.count, told.count AS told, issued.amount, told.amount AS told_amount
            FROM issued LEFT JOIN told ON told.bureau_id = issued.bureau_id AND told.subject_id = issued.standard_id
            WHERE told.count IS DISTINCT FROM issued.count OR told.amount IS DISTINCT FROM issued.amount
            ORDER BY issued.standard_id
        """,
    ),
    told("(SELECT * FROM billing_charges_charge WHERE status <> 'waived')", "charge", first="issued"),
]
