"""Consent is what the trace says of it, and no child is without a family."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="consent_names_its_version",
        says="a consent says when it was given and to which version of the rules, or neither",
        sql="""
            SELECT id FROM schools_families_guardianship
            WHERE (consented_at IS NULL) <> (consent_version = '') OR consented_at > %(now)s ORDER BY id
        """,
    ),
    Invariant(
        name="consent_is_the_last_word",
        says="a consent stands exactly where the guardian's last word was yes",
        sql="""
            SELECT kin.id, kin.consented_at, word.action FROM schools_families_guardianship AS kin
            LEFT JOIN LATERAL (
                SELECT entry.action, entry.guardian_ref FROM audit_entry AS entry
                WHERE entry.bureau_id = kin.bureau_id AND entry.subject_kind = 'guardianship'
                    AND entry.subject_id = kin.id AND entry.action LIKE 'consent.%%'
                ORDER BY entry.id DESC LIMIT 1
            ) AS word ON true
            WHERE (kin.consented_at IS NOT NULL) <> COALESCE(word.action = 'consent.give', false)
                OR word.guardian_ref <> kin.guardian_id
            ORDER BY kin.id
        """,
    ),
    Invariant(
        name="every_child_has_a_family",
        says="every child on a roll has a guardian",
        sql="""
            SELECT student.id FROM schools_pupils_student AS student
            WHERE student.status = 'enrolled' AND NOT EXISTS (
                SELECT 1 FROM schools_families_guardianship AS kin
                WHERE kin.bureau_id = student.bureau_id AND kin.student_id = student.id
            )
            ORDER BY student.id
        """,
    ),
]
