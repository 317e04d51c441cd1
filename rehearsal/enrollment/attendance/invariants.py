"""Sessions stand on school days of what is in force, and rolls list exactly who takes part.

A roll is judged by what was known when it was taken: who withdrew later the same day was there.
"""

from rehearsal.invariants import Invariant, told

# the day of a session by the bureau's calendar: whether there is school, and whose timetable holds
CALENDAR = """
    LEFT JOIN bureaus_terms_calendarday AS change ON change.bureau_id = session.bureau_id AND change.day = session.day
    LEFT JOIN bureaus_terms_holiday AS public ON public.day = session.day
    CROSS JOIN LATERAL (
        SELECT
            CASE WHEN change.id IS NOT NULL THEN change.is_school_day WHEN public.id IS NOT NULL THEN public.is_workday
                ELSE extract(isodow FROM session.day) <= 5 END AS is_school_day,
            COALESCE(
                CASE WHEN change.id IS NOT NULL THEN change.follows_weekday ELSE public.follows_weekday END,
                extract(isodow FROM session.day)
            )::int AS weekday
    ) AS calendar
"""
IN_FORCE = """
    JOIN enrollment_admissions_offering AS offered
        ON offered.bureau_id = session.bureau_id AND offered.id = session.offering_id
    JOIN schools_plans_activity AS activity
        ON activity.bureau_id = session.bureau_id AND activity.id = session.activity_id
    JOIN schools_plans_serviceplan AS plan ON plan.bureau_id = session.bureau_id AND plan.id = activity.plan_id
    JOIN bureaus_terms_term AS term ON term.bureau_id = session.bureau_id AND term.id = session.term_id
    LEFT JOIN providers_register_provider AS provider
        ON provider.bureau_id = session.bureau_id AND provider.id = activity.provider_id AND activity.kind = 'club'
"""

SESSIONS = [
    Invariant(
        name="sessions_on_school_days",
        says="what is planned or was held lies on a school day of its term by the timetable of that day",
        sql=f"""
            SELECT session.id, session.day, session.status, calendar.is_school_day, calendar.weekday
            FROM enrollment_attendance_session AS session {IN_FORCE} {CALENDAR}
            WHERE session.status IN ('planned', 'held') AND (
                NOT calendar.is_school_day OR NOT calendar.weekday = ANY(activity.weekdays)
                OR session.day NOT BETWEEN term.starts_on AND term.ends_on
            )
            ORDER BY session.id
        """,  # noqa: S608
    ),
    Invariant(
        name="nothing_planned_over_what_ended",
        says="no session to come is of a withdrawn plan, a closed term, a club called off or of an institution out of service",
        sql=f"""
            SELECT session.id, session.day, plan.status AS plan, term.status AS term, provider.status AS provider
            FROM enrollment_attendance_session AS session {IN_FORCE}
            WHERE session.status = 'planned' AND (
                term.status = 'closed' OR offered.is_cancelled
                OR (session.day > %(today)s AND (plan.status <> 'approved' OR provider.status NOT IN ('registered', 'shortlisted')))
            )
            ORDER BY session.id
        """,  # noqa: S608
    ),
    Invariant(
        name="sessions_are_of_their_plan",
        says="a session is of the school, the term and the activity of its offering, at the activity's hours",
        sql=f"""
            SELECT session.id FROM enrollment_attendance_session AS session {IN_FORCE}
            WHERE offered.activity_id <> session.activity_id OR plan.school_id <> session.school_id
                OR plan.term_id <> session.term_id OR session.starts_at <> activity.starts_at
                OR session.ends_at <> activity.ends_at
            UNION ALL SELECT id FROM enrollment_attendance_session WHERE offering_id IS NULL
            ORDER BY 1
        """,  # noqa: S608
    ),
    Invariant(
        name="every_day_is_planned",
        says="an offering in which a child takes part has a session on every school day to come on which it meets",
        sql=f"""
            WITH session AS (
                SELECT offered.bureau_id, offered.id AS offering_id, offered.activity_id, round.term_id, day::date AS day
                FROM enrollment_admissions_offering AS offered
                JOIN enrollment_admissions_round AS round
                    ON round.bureau_id = offered.bureau_id AND round.id = offered.round_id
                JOIN bureaus_terms_term AS term ON term.bureau_id = round.bureau_id AND term.id = round.term_id
                CROSS JOIN LATERAL generate_series(
                    greatest(term.starts_on, %(today)s::date + 1), term.ends_on, interval '1 day'
                ) AS day
                WHERE EXISTS (
                    SELECT 1 FROM enrollment_admissions_place AS place
                    JOIN enrollment_admissions_application AS application
                        ON application.bureau_id = place.bureau_id AND application.id = place.application_id
                    WHERE place.bureau_id = offered.bureau_id AND place.offering_id = offered.id
                        AND place.status = 'held' AND application.status = 'agreed'
                )
            )
            SELECT session.offering_id, session.day FROM session {IN_FORCE} {CALENDAR}
            WHERE calendar.is_school_day AND calendar.weekday = ANY(activity.weekdays) AND plan.status = 'approved'
                AND term.status = 'open' AND NOT offered.is_cancelled
                AND (provider.id IS NULL OR provider.status IN ('registered', 'shortlisted'))
                AND NOT EXISTS (
                    SELECT 1 FROM enrollment_attendance_session AS known
                    WHERE known.bureau_id = session.bureau_id AND known.activity_id = session.activity_id
                        AND known.day = session.day
                )
            ORDER BY session.offering_id, session.day
        """,  # noqa: S608
    ),
    Invariant(
        name="cancelled_for_a_reason",
        says="a cancelled session says why, and no other does",
        sql="""
            SELECT id, status, cancelled_for, cancel_reason FROM enrollment_attendance_session
            WHERE (status = 'cancelled') <> (cancelled_for <> '') OR (status = 'cancelled') <> (cancel_reason <> '')
            ORDER BY id
        """,
    ),
    told("enrollment_attendance_session", "session", first="planned", at_once="cancel_sessions"),
]

ROLLS = [
    Invariant(
        name="held_has_its_roll",
        says="a held session has a roll that somebody of the school took on the day or later; its counts equal its rows",
        sql="""
            SELECT session.id, session.present_count, session.absent_count,
                count(row.id) FILTER (WHERE row.status IN ('present', 'left_early')) AS present, count(row.id) AS rows
            FROM enrollment_attendance_session AS session
            LEFT JOIN enrollment_attendance_attendance AS row
                ON row.bureau_id = session.bureau_id AND row.session_id = session.id AND row.day = session.day
            WHERE session.status = 'held'
            GROUP BY session.id, session.bureau_id, session.school_id, session.day, session.present_count,
                session.absent_count, session.roll_taken_at, session.roll_taken_by_id
            HAVING count(row.id) = 0 OR count(row.id) <> session.present_count + session.absent_count
                OR count(row.id) FILTER (WHERE row.status IN ('present', 'left_early')) <> session.present_count
                OR (session.roll_taken_at AT TIME ZONE 'Asia/Shanghai')::date < session.day
                OR session.roll_taken_at IS NULL OR NOT EXISTS (
                    SELECT 1 FROM accounts_membership AS member
                    WHERE member.bureau_id = session.bureau_id AND member.school_id = session.school_id
                        AND member.user_id = session.roll_taken_by_id
                )
            ORDER BY session.id
        """,
    ),
    Invariant(
        name="no_roll_without_a_session_held",
        says="whoever is on a roll is on one of a held session of that day, and once",
        sql="""
            SELECT row.session_id, row.student_id, count(*) FROM enrollment_attendance_attendance AS row
            LEFT JOIN enrollment_attendance_session AS session
                ON session.bureau_id = row.bureau_id AND session.id = row.session_id AND session.day = row.day
            GROUP BY row.session_id, row.student_id
            HAVING count(*) > 1 OR NOT bool_and(session.status IS NOT DISTINCT FROM 'held')
            ORDER BY row.session_id, row.student_id
        """,
    ),
    Invariant(
        name="only_who_takes_part_is_on_a_roll",
        says="nobody is on a roll who did not take part on that day when it was taken",
        sql="""
            SELECT row.session_id, row.student_id, row.day FROM enrollment_attendance_attendance AS row
            JOIN enrollment_attendance_session AS session
                ON session.bureau_id = row.bureau_id AND session.id = row.session_id
            WHERE NOT EXISTS (
                SELECT 1 FROM enrollment_admissions_place AS place
                JOIN enrollment_admissions_application AS application
                    ON application.bureau_id = place.bureau_id AND application.id = place.application_id
                WHERE place.bureau_id = row.bureau_id AND place.offering_id = session.offering_id
                    AND application.student_id = row.student_id AND application.takes_part_from <= row.day
                    AND (
                        place.until_on IS NULL OR place.until_on >= row.day
                        OR application.ended_at > session.roll_taken_at
                    )
            )
            ORDER BY row.session_id, row.student_id
        """,
    ),
    Invariant(
        name="who_takes_part_is_on_the_roll",
        says="everybody who took part on the day of a held session when its roll was taken is on it",
        sql="""
            SELECT session.id, session.day, application.student_id FROM enrollment_attendance_session AS session
            JOIN enrollment_admissions_place AS place
                ON place.bureau_id = session.bureau_id AND place.offering_id = session.offering_id
                AND (place.until_on IS NULL OR place.until_on >= session.day)
            JOIN enrollment_admissions_application AS application
                ON application.bureau_id = place.bureau_id AND application.id = place.application_id
                AND application.takes_part_from <= session.day
            JOIN enrollment_agreements_agreement AS signed
                ON signed.bureau_id = place.bureau_id AND signed.application_id = application.id
                AND signed.accepted_at <= session.roll_taken_at
            WHERE session.status = 'held' AND NOT EXISTS (
                SELECT 1 FROM enrollment_attendance_attendance AS row
                WHERE row.bureau_id = session.bureau_id AND row.session_id = session.id AND row.day = session.day
                    AND row.student_id = application.student_id
            )
            ORDER BY session.id, application.student_id
        """,
    ),
    Invariant(
        name="nobody_in_two_clubs_at_once",
        says="no child was at two clubs that met at the same time",
        sql="""
            WITH seen AS (
                SELECT row.student_id, row.day, session.id, session.starts_at, session.ends_at
                FROM enrollment_attendance_attendance AS row
                JOIN enrollment_attendance_session AS session
                    ON session.bureau_id = row.bureau_id AND session.id = row.session_id
                JOIN schools_plans_activity AS activity
                    ON activity.bureau_id = session.bureau_id AND activity.id = session.activity_id
                WHERE row.status = 'present' AND activity.kind = 'club'
            )
            SELECT one.student_id, one.day, one.id AS session, other.id AS other FROM seen AS one
            JOIN seen AS other ON other.student_id = one.student_id AND other.day = one.day AND one.id < other.id
                AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
            ORDER BY one.student_id, one.day
        """,
    ),
]

INVARIANTS = [*SESSIONS, *ROLLS]
