"""What is written to somebody is sent."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="message_is_sent",
        says="by the evening every message is sent, unless its job still waits or is dead; none before it was written",
        sql="""
            SELECT message.id, message.template, message.created_at FROM bureaus_notifications_message AS message
            WHERE message.sent_at < message.created_at OR (
                message.sent_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM audit_job AS job
                    WHERE job.bureau_id = message.bureau_id AND job.kind = 'message' AND job.status <> 'done'
                        AND job.payload ->> 'message_id' = message.id::text
                )
            )
            ORDER BY message.id
        """,
    ),
]
