"""The hot path of an opening: seats, application and places in one statement (docs/performance.md).

One round trip holds the row lock of a club for as short as it can be held. Why not the ORM: decrementing first and then
inserting takes one statement per club and row; inserting first makes every waiter share-lock the club and doubles the cost.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

# The round is held as it is until the commit: whoever closes it, alone or with its plan or its term, waits for us and
# then finds this application; whoever was before us has changed its status, and `standing` is empty.
# Clubs are locked in the order of their ids, so that two families who want the same two clubs never wait for each
# other. A club that was full or stopped when its lock came, or whose institution may not serve, is not among `free`; then
# nothing is inserted.
SUBMIT = """
WITH standing AS MATERIALIZED (
    SELECT round.id FROM enrollment_admissions_round AS round
    JOIN schools_plans_serviceplan AS plan ON plan.bureau_id = round.bureau_id AND plan.id = round.plan_id
    JOIN bureaus_terms_term AS term ON term.bureau_id = round.bureau_id AND term.id = round.term_id
    WHERE round.bureau_id = %(bureau)s AND round.id = %(round)s AND round.status = 'open'
        AND round.opens_at <= %(now)s AND round.closes_at > %(now)s AND plan.status = 'approved' AND term.status = 'open'
    FOR SHARE OF round
), free AS MATERIALIZED (
    SELECT id FROM enrollment_admissions_offering AS wanted
    WHERE bureau_id = %(bureau)s AND id = ANY(%(clubs)s::bigint[]) AND seats_left > 0 AND NOT is_cancelled
        AND EXISTS (SELECT 1 FROM standing)
        AND NOT EXISTS (
            SELECT 1 FROM schools_plans_activity AS activity
            JOIN providers_register_provider AS provider
                ON provider.bureau_id = activity.bureau_id AND provider.id = activity.provider_id
            WHERE activity.bureau_id = wanted.bureau_id AND activity.id = wanted.activity_id
                AND provider.status NOT IN ('registered', 'shortlisted')
        )
    ORDER BY id FOR NO KEY UPDATE OF wanted
), taken AS (
    UPDATE enrollment_admissions_offering AS club SET seats_left = club.seats_left - 1
    FROM free WHERE club.bureau_id = %(bureau)s AND club.id = free.id AND club.seats_left > 0
    RETURNING club.id
), application AS (
    INSERT INTO enrollment_admissions_application
        (bureau_id, round_id, student_id, guardian_id, status, priority_group, note, decision_reason, ended_reason,
        submitted_at)
    SELECT %(bureau)s, %(round)s, %(student)s, %(guardian)s, 'submitted', %(priority_group)s, %(note)s, '', '', %(now)s
    WHERE EXISTS (SELECT 1 FROM standing) AND (SELECT count(*) FROM taken) = cardinality(%(clubs)s::bigint[])
    ON CONFLICT DO NOTHING
    RETURNING id
), places AS (
    INSERT INTO enrollment_admissions_place (bureau_id, application_id, offering_id, status)
    SELECT %(bureau)s, application.id, wanted, 'held'
    FROM application CROSS JOIN unnest(%(offerings)s::bigint[]) AS wanted
    RETURNING 1
)
SELECT (SELECT id FROM application), ARRAY(SELECT id FROM taken), EXISTS (SELECT 1 FROM standing)
"""


@dataclass(frozen=True, slots=True)
class Submission:
    """The result of the statement: the new application, or none; the clubs that had a free seat; whether the round stood."""

    application_id: int | None
    taken: frozenset[int]
    is_open: bool


def submit(
    *,
    bureau_id: int,
    round_id: int,
    student_id: int,
    guardian_id: int,
    offerings: Collection[int],
    clubs: Collection[int],
    priority_group: str = "",
    note: str = "",
) -> Submission:
    """Takes a seat in each of `clubs` and inserts the application with a place in each of `offerings`, or inserts nothing.

    Only while the round is open over a plan in force, which the same statement asks. No application and all clubs taken:
    the child has one in this round already. The caller rolls back then, and where a club was full, so that no seat stays
    taken.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            SUBMIT,
            {
                "bureau": bureau_id,
                "round": round_id,
                "student": student_id,
                "guardian": guardian_id,
                "offerings": sorted(offerings),
                "clubs": sorted(clubs),
                "priority_group": priority_group,
                "note": note,
                "now": timezone.now(),
            },
        )
        application_id, taken, is_open = cursor.fetchone()
    return Submission(application_id, frozenset(taken), is_open)
