"""What may be charged is filed and published, and none of it where the service is free."""

from rehearsal.invariants import Invariant, told

INVARIANTS = [
    Invariant(
        name="published_standard_was_filed",
        says="a published standard was filed before, with the number of the filing and the school's account",
        sql="""
            SELECT id, filing_document, filed_at, published_at FROM billing_standards_feestandard
            WHERE status = 'published' AND (
                filing_document = '' OR payee_account = '' OR filed_at IS NULL OR published_at IS NULL
                OR published_at < filed_at
            )
            ORDER BY id
        """,
    ),
    Invariant(
        name="standard_is_of_its_plan",
        says="a standard asks for what its plan says; one in use rests on an approved plan, one not published on a running term",
        sql="""
            SELECT standard.id, standard.status, plan.status AS plan, term.status AS term
            FROM billing_standards_feestandard AS standard
            JOIN schools_plans_serviceplan AS plan ON plan.bureau_id = standard.bureau_id AND plan.id = standard.plan_id
            JOIN bureaus_terms_term AS term ON term.bureau_id = standard.bureau_id AND term.id = standard.term_id
            WHERE plan.school_id <> standard.school_id OR plan.term_id <> standard.term_id
                OR plan.fee_amount <> standard.amount OR plan.fee_unit <> standard.unit
                OR (standard.status <> 'closed' AND plan.status <> 'approved')
                OR (standard.status IN ('draft', 'filed') AND term.status <> 'open')
            ORDER BY standard.id
        """,
    ),
    Invariant(
        name="free_county_asks_nothing",
        says="where the service is free, no standard and no charge asks for money",
        sql="""
            SELECT standard.bureau_id, standard.id AS standard, standard.amount, charge.id AS charge
            FROM billing_standards_feestandard AS standard
            LEFT JOIN billing_charges_charge AS charge
                ON charge.bureau_id = standard.bureau_id AND charge.standard_id = standard.id AND charge.due_amount > 0
            WHERE (standard.amount > 0 OR charge.id IS NOT NULL) AND EXISTS (
                SELECT 1 FROM bureaus_policies_policy AS policy
                WHERE policy.bureau_id = standard.bureau_id AND policy.kind = 'fee' AND policy.value ->> 'model' = 'free'
                    AND policy.effective_from <= %(today)s
                    AND (policy.effective_to IS NULL OR policy.effective_to >= %(today)s)
            )
            ORDER BY standard.id, charge.id
        """,
    ),
    told("billing_standards_feestandard", "fee_standard", first="draft", at_once="retire_standards"),
]
