"""What was ordered is made, numbered without a gap, and says on its face what it is."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="ordered_document_is_made",
        says="by the evening every document that was ordered has its files, unless its job still waits or is dead",
        sql="""
            SELECT paper.id, paper.kind, media.type FROM bureaus_documents_documentorder AS paper
            CROSS JOIN LATERAL jsonb_array_elements_text(paper.media_types) AS media(type)
            WHERE NOT EXISTS (
                SELECT 1 FROM bureaus_documents_issueddocument AS file
                WHERE file.bureau_id = paper.bureau_id AND file.order_id = paper.id AND file.media_type = media.type
            ) AND NOT EXISTS (
                SELECT 1 FROM audit_job AS job
                WHERE job.bureau_id = paper.bureau_id AND job.kind = 'document' AND job.key = paper.id::text
                    AND job.status <> 'done'
            )
            ORDER BY paper.id
        """,
    ),
    Invariant(
        name="file_is_of_an_order",
        says="a file was made after its order, as something the order asks for, with a hash and an address of its own",
        sql="""
            SELECT file.id FROM bureaus_documents_issueddocument AS file
            JOIN bureaus_documents_documentorder AS paper
                ON paper.bureau_id = file.bureau_id AND paper.id = file.order_id
            WHERE file.made_at < paper.ordered_at OR NOT paper.media_types ? file.media_type
                OR length(file.sha256) <> 64 OR file.size = 0
            UNION ALL
            SELECT max(id) FROM bureaus_documents_issueddocument GROUP BY path HAVING count(*) > 1
            ORDER BY 1
        """,
    ),
    Invariant(
        name="numbers_have_no_gap",
        says="the numbers of a bureau's documents run from one each year, without a gap and without a double",
        sql=r"""
            SELECT bureau_id, series, year, count(*), max(number) FROM (
                SELECT bureau_id, parts[1] AS series, parts[2]::int AS year, parts[3]::int AS number
                FROM bureaus_documents_documentorder, regexp_match(number, '^(.*)〔(\d+)〕(\d+)号$') AS parts
                WHERE number <> ''
            ) AS numbered
            GROUP BY bureau_id, series, year
            HAVING count(*) <> max(number) OR count(DISTINCT number) <> count(*) ORDER BY bureau_id, series, year
        """,
    ),
    Invariant(
        name="counter_says_the_last_number",
        says="the counter of a series says how many documents of the year bear its numbers",
        sql="""
            SELECT counter.bureau_id, counter.kind, counter.year, counter.last, count(paper.id) AS papers
            FROM bureaus_documents_documentnumber AS counter
            LEFT JOIN bureaus_documents_documentorder AS paper
                ON paper.bureau_id = counter.bureau_id AND paper.kind = counter.kind
                AND paper.number LIKE '%%〔' || counter.year || '〕%%'
            WHERE counter.kind <> 'clue'
            GROUP BY counter.bureau_id, counter.kind, counter.year, counter.last
            HAVING counter.last <> count(paper.id) ORDER BY 1, 2, 3
        """,
    ),
    Invariant(
        name="paper_is_of_the_bureaus_own",
        says="a document and a file handed in name a school and a guardian of their own bureau",
        sql="""
            SELECT 'document' AS what, paper.id FROM bureaus_documents_documentorder AS paper
            WHERE (paper.school_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM schools_register_school AS school
                    WHERE school.bureau_id = paper.bureau_id AND school.id = paper.school_id))
                OR (paper.guardian_ref IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM accounts_guardian AS guardian
                    WHERE guardian.bureau_id = paper.bureau_id AND guardian.id = paper.guardian_ref))
            UNION ALL
            SELECT 'attachment', file.id FROM bureaus_documents_attachment AS file
            WHERE (file.school_id IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM schools_register_school AS school
                    WHERE school.bureau_id = file.bureau_id AND school.id = file.school_id))
                OR (file.guardian_ref IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM accounts_guardian AS guardian
                    WHERE guardian.bureau_id = file.bureau_id AND guardian.id = file.guardian_ref))
            ORDER BY 1, 2
        """,
    ),
    Invariant(
        name="replaced_by_a_later_paper",
        says="a document that replaces another was ordered after it and is about the same matter",
        sql="""
            SELECT paper.id, earlier.id AS earlier FROM bureaus_documents_documentorder AS paper
            JOIN bureaus_documents_documentorder AS earlier
                ON earlier.bureau_id = paper.bureau_id AND earlier.id = paper.replaces_id
            WHERE earlier.ordered_at > paper.ordered_at OR earlier.kind <> paper.kind
                OR earlier.subject_kind <> paper.subject_kind OR earlier.id >= paper.id
            ORDER BY paper.id
        """,
    ),
]
