"""Who takes part has agreed to exactly the text that was in force."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="who_takes_part_has_agreed",
        says="an application that is agreed to has its agreement; one that never was has none and takes part from no day",
        sql="""
            SELECT application.id, application.status, application.takes_part_from, signed.id AS agreement
            FROM enrollment_admissions_application AS application
            LEFT JOIN enrollment_agreements_agreement AS signed
                ON signed.bureau_id = application.bureau_id AND signed.application_id = application.id
            WHERE (signed.id IS NULL) <> (application.takes_part_from IS NULL)
                OR (application.status = 'agreed' AND signed.id IS NULL)
                OR (application.status IN ('submitted', 'accepted', 'rejected') AND signed.id IS NOT NULL)
                OR application.takes_part_from <> (signed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date
            ORDER BY application.id
        """,
    ),
    Invariant(
        name="agreed_after_acceptance",
        says="an agreement was accepted after the application was, by a guardian of the child",
        sql="""
            SELECT signed.id, signed.accepted_at, application.decided_at FROM enrollment_agreements_agreement AS signed
            JOIN enrollment_admissions_application AS application
                ON application.bureau_id = signed.bureau_id AND application.id = signed.application_id
            WHERE application.decided_at IS NULL OR signed.accepted_at < application.decided_at OR NOT EXISTS (
                SELECT 1 FROM schools_families_guardianship AS kin
                WHERE kin.bureau_id = signed.bureau_id AND kin.student_id = application.student_id
                    AND kin.guardian_id = signed.accepted_by_id
            )
            ORDER BY signed.id
        """,
    ),
    Invariant(
        name="agreed_to_the_text_in_force",
        says="an agreement is of the newest text that was published and in force when it was accepted",
        sql="""
            SELECT signed.id, signed.version, newer.version AS in_force FROM enrollment_agreements_agreement AS signed
            JOIN enrollment_agreements_agreementtemplate AS template
                ON template.bureau_id = signed.bureau_id AND template.id = signed.template_id
            LEFT JOIN enrollment_agreements_agreementtemplate AS newer
                ON newer.bureau_id = signed.bureau_id
                AND (newer.effective_from, newer.id) > (template.effective_from, template.id)
                AND newer.effective_from <= (signed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date
                AND EXISTS (
                    SELECT 1 FROM audit_entry AS entry
                    WHERE entry.bureau_id = newer.bureau_id AND entry.action = 'agreement.publish'
                        AND entry.subject_id = newer.id AND entry.at < signed.accepted_at
                )
            WHERE newer.id IS NOT NULL OR template.version <> signed.version
                OR template.effective_from > (signed.accepted_at AT TIME ZONE 'Asia/Shanghai')::date
            ORDER BY signed.id
        """,
    ),
    Invariant(
        name="hashes_are_of_their_texts",
        says="the hash of each agreement and of each text is that of what is written in it",
        sql="""
            SELECT 'agreement' AS kind, id FROM enrollment_agreements_agreement
            WHERE sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex')
            UNION ALL
            SELECT 'template', id FROM enrollment_agreements_agreementtemplate
            WHERE sha256 <> encode(sha256(convert_to(body, 'UTF8')), 'hex')
            ORDER BY 1, 2
        """,
    ),
]
