"""What is under review lies with somebody who can decide it."""

from rehearsal.invariants import Invariant, told

INVARIANTS = [
    Invariant(
        name="open_review_has_decider",
        says="for the present step of every open review somebody is in office who has neither filed it nor voted",
        sql="""
            SELECT held.id, held.chain, held.step_role, held.step_scope, held.subject_label
            FROM bureaus_reviews_reviewcase AS held
            WHERE held.status = 'open' AND NOT EXISTS (
                SELECT 1 FROM accounts_membership AS member
                WHERE member.bureau_id = held.bureau_id AND member.is_active
                    AND member.role IN (held.step_role, NULLIF(held.step_delegate, ''))
                    AND member.user_id IS DISTINCT FROM held.opened_by_id
                    AND NOT held.voters @> to_jsonb(member.user_id)
                    AND CASE
                        WHEN held.step_scope = 'bureau' THEN member.school_id IS NULL
                        WHEN held.step_scope = 'class' AND held.class_id IS NOT NULL
                            THEN member.school_class_id = held.class_id
                        ELSE member.school_id = held.school_id
                    END
            )
            ORDER BY held.id
        """,
    ),
    Invariant(
        name="review_steps_follow",
        says="a review stands at a step of its chain, and that step's role, delegate and scope are written at it",
        sql="""
            SELECT id, step, step_role, steps -> step AS stands_at FROM bureaus_reviews_reviewcase
            WHERE (steps -> step) IS NULL OR steps -> step ->> 'role' <> step_role
                OR COALESCE(steps -> step ->> 'delegate', '') <> step_delegate
            ORDER BY id
        """,
    ),
    Invariant(
        name="closed_review_was_decided",
        says="who closed a review at its last step left a decision, and nobody decided twice at one step",
        sql="""
            SELECT held.id, held.status FROM bureaus_reviews_reviewcase AS held
            WHERE held.status IN ('approved', 'returned', 'rejected') AND (
                held.closed_at IS NULL OR NOT EXISTS (
                    SELECT 1 FROM bureaus_reviews_reviewdecision AS decided
                    WHERE decided.bureau_id = held.bureau_id AND decided.case_id = held.id
                        AND decided.step = held.step
                        AND decided.decision = CASE held.status WHEN 'approved' THEN 'approve'
                            WHEN 'returned' THEN 'return' ELSE 'reject' END
                )
            )
            ORDER BY held.id
        """,
    ),
    Invariant(
        name="decided_while_it_was_open",
        says="every decision fell between the opening and the closing of its review, by somebody who had not filed it",
        sql="""
            SELECT decided.id, held.id AS review FROM bureaus_reviews_reviewdecision AS decided
            JOIN bureaus_reviews_reviewcase AS held ON held.bureau_id = decided.bureau_id AND held.id = decided.case_id
            WHERE decided.at < held.opened_at OR decided.at > COALESCE(held.closed_at, %(now)s)
                OR decided.step >= jsonb_array_length(held.steps)
                OR (decided.decision <> 'answer' AND decided.user_id = held.opened_by_id)
                OR (decided.decision <> 'approve' AND btrim(decided.reason) = '')
            ORDER BY decided.id
        """,
    ),
    Invariant(
        name="review_is_of_the_bureaus_own",
        says="a review names a school, a class and a guardian of its own bureau, and the class is of the school",
        sql="""
            SELECT held.id, held.school_id, held.class_id, held.guardian_ref FROM bureaus_reviews_reviewcase AS held
            LEFT JOIN schools_register_school AS school
                ON school.bureau_id = held.bureau_id AND school.id = held.school_id
            LEFT JOIN schools_register_schoolclass AS class
                ON class.bureau_id = held.bureau_id AND class.id = held.class_id
            LEFT JOIN accounts_guardian AS guardian
                ON guardian.bureau_id = held.bureau_id AND guardian.id = held.guardian_ref
            WHERE (held.school_id IS NOT NULL AND school.id IS NULL)
                OR (held.class_id IS NOT NULL AND class.school_id IS DISTINCT FROM held.school_id)
                OR (held.guardian_ref IS NOT NULL AND guardian.id IS NULL)
            ORDER BY held.id
        """,
    ),
    Invariant(
        name="clock_of_a_review",
        says="a review that waits for a correction says since when, one that is closed has no day left and says when it ended",
        sql="""
            SELECT id, status, waiting_since, due_on, closed_at FROM bureaus_reviews_reviewcase
            WHERE (status = 'waiting' AND waiting_since IS NULL)
                OR (status NOT IN ('waiting', 'cancelled') AND waiting_since IS NOT NULL)
                OR (status IN ('open', 'waiting')) <> (closed_at IS NULL)
                OR (status IN ('approved', 'returned', 'rejected') AND due_on IS NOT NULL)
            ORDER BY id
        """,
    ),
    Invariant(
        name="one_press_decides_one_step",
        says="nobody decided two steps of one review in the same moment: who presses twice decides once",
        sql="""
            SELECT case_id, user_id, at, count(*) FROM bureaus_reviews_reviewdecision
            WHERE user_id IS NOT NULL GROUP BY case_id, user_id, at HAVING count(*) > 1 ORDER BY case_id, at
        """,
    ),
    told("bureaus_reviews_reviewcase", "review_case", first="open", at_once="withdraw_reviews"),
]
