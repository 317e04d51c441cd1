"""The trace has no hole, and work that was ordered is done, whatever happened to the worker and the broker."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="no_dead_job",
        says="no job has run out of attempts",
        sql="SELECT id, kind, payload, error FROM audit_job WHERE status = 'dead' ORDER BY id",
    ),
    Invariant(
        name="no_stuck_job",
        says="what is due is done by the evening",
        sql="""
            SELECT id, kind, payload, attempts, due_at, error FROM audit_job
            WHERE status = 'waiting' AND due_at < %(now)s ORDER BY id
        """,
    ),
    Invariant(
        name="moves_follow_each_other",
        says="each move of a row starts where the one before ended, unless many rows were moved at once in between",
        sql="""
            WITH moves AS (
                SELECT id, bureau_id, subject_kind, subject_id, action, before, after,
                    lag(after) OVER row AS stood, lag(id) OVER row AS previous
                FROM audit_entry WHERE kind = 'move'
                WINDOW row AS (PARTITION BY bureau_id, subject_kind, subject_id ORDER BY id)
            )
            SELECT id, subject_kind, subject_id, action, stood, before FROM moves
            WHERE stood IS NOT NULL AND stood <> before AND NOT EXISTS (
                SELECT 1 FROM audit_entry AS bulk
                WHERE bulk.bureau_id = moves.bureau_id AND bulk.kind = 'record'
                    AND bulk.id > moves.previous AND bulk.id < moves.id AND bulk.changes ->> 'to' = moves.before
            )
            ORDER BY id
        """,
    ),
    Invariant(
        name="who_acted_is_named",
        says="every entry names who did it: staff with their login and role, a guardian of the bureau's own",
        sql="""
            SELECT entry.id, entry.action, entry.actor_kind FROM audit_entry AS entry
            LEFT JOIN accounts_guardian AS guardian
                ON guardian.bureau_id = entry.bureau_id AND guardian.id = entry.guardian_ref
            WHERE entry.at > %(now)s OR CASE entry.actor_kind
                WHEN 'staff' THEN entry.user_id IS NULL OR entry.role = ''
                WHEN 'guardian' THEN guardian.id IS NULL
                ELSE entry.user_id IS NOT NULL END
            ORDER BY entry.id
        """,
    ),
]
