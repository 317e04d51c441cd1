"""Who needs the service: one answer of a child and term, given by the family or recorded by the school."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="days_go_with_need",
        says="who needs the service needs it on one to five days, who does not on none",
        sql="""
            SELECT id, needs_service, days_per_week FROM schools_surveys_demandanswer
            WHERE CASE WHEN needs_service THEN days_per_week NOT BETWEEN 1 AND 5
                ELSE days_per_week <> 0 OR wishes <> '[]' END
            ORDER BY id
        """,
    ),
    Invariant(
        name="family_answered_itself",
        says="an answer that counts as the family's was given by a guardian of the child",
        sql="""
            SELECT answer.id FROM schools_surveys_demandanswer AS answer
            WHERE answer.source = 'guardian' AND NOT EXISTS (
                SELECT 1 FROM audit_entry AS entry
                JOIN schools_families_guardianship AS kin
                    ON kin.bureau_id = entry.bureau_id AND kin.guardian_id = entry.guardian_ref
                    AND kin.student_id = answer.student_id
                WHERE entry.bureau_id = answer.bureau_id AND entry.subject_kind = 'demand_answer'
                    AND entry.subject_id = answer.id AND entry.action = 'demand.answer'
            )
            ORDER BY answer.id
        """,
    ),
    Invariant(
        name="asked_within_the_term",
        says="nobody answers for a term that is over",
        sql="""
            SELECT answer.id, answer.answered_at, term.ends_on FROM schools_surveys_demandanswer AS answer
            JOIN bureaus_terms_term AS term ON term.bureau_id = answer.bureau_id AND term.id = answer.term_id
            WHERE term.status = 'draft' OR (
                term.status = 'closed' AND answer.answered_at > (
                    SELECT max(entry.at) FROM audit_entry AS entry
                    WHERE entry.bureau_id = term.bureau_id AND entry.subject_kind = 'term'
                        AND entry.subject_id = term.id AND entry.action = 'term.close'
                )
            )
            ORDER BY answer.id
        """,
    ),
]
