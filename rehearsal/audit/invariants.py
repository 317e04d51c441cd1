"""Work that was ordered is done, whatever happened to the worker and the broker."""

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
]
