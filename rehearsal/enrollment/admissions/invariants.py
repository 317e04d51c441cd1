"""Seats, applications and claims: nothing is oversold, nothing runs on over something that has ended."""

from rehearsal.invariants import Invariant, told

SEATS = [
    Invariant(
        name="no_club_over_capacity",
        says="no club has more children than seats",
        sql="""
            SELECT club.id, club.capacity, count(*) AS held FROM enrollment_admissions_offering AS club
            JOIN enrollment_admissions_place AS place
                ON place.bureau_id = club.bureau_id AND place.offering_id = club.id AND place.status = 'held'
            WHERE club.capacity IS NOT NULL
            GROUP BY club.id, club.capacity HAVING count(*) > club.capacity ORDER BY club.id
        """,
    ),
    Invariant(
        name="seats_left_are_counted",
        says="the seats left of a club are its capacity less the places that stand",
        sql="""
            SELECT club.id, club.capacity, club.seats_left, count(place.id) AS held
            FROM enrollment_admissions_offering AS club
            LEFT JOIN enrollment_admissions_place AS place
                ON place.bureau_id = club.bureau_id AND place.offering_id = club.id AND place.status = 'held'
            WHERE club.capacity IS NOT NULL
            GROUP BY club.id, club.capacity, club.seats_left
            HAVING club.seats_left <> club.capacity - count(place.id) ORDER BY club.id
        """,
    ),
    Invariant(
        name="offerings_are_of_the_plan",
        says="a round offers the activities of its own plan, with their capacity; base care has none",
        sql="""
            SELECT offered.id FROM enrollment_admissions_offering AS offered
            JOIN enrollment_admissions_round AS round
                ON round.bureau_id = offered.bureau_id AND round.id = offered.round_id
            JOIN schools_plans_activity AS activity
                ON activity.bureau_id = offered.bureau_id AND activity.id = offered.activity_id
            WHERE activity.plan_id <> round.plan_id OR (activity.kind = 'base_care') <> (offered.capacity IS NULL)
                OR (activity.kind = 'club' AND activity.capacity IS DISTINCT FROM offered.capacity)
            ORDER BY offered.id
        """,
    ),
    Invariant(
        name="places_are_of_the_round",
        says="an application holds places of its own round only",
        sql="""
            SELECT place.id FROM enrollment_admissions_place AS place
            JOIN enrollment_admissions_application AS application
                ON application.bureau_id = place.bureau_id AND application.id = place.application_id
            JOIN enrollment_admissions_offering AS offered
                ON offered.bureau_id = place.bureau_id AND offered.id = place.offering_id
            WHERE application.round_id <> offered.round_id ORDER BY place.id
        """,
    ),
    Invariant(
        name="what_ended_holds_no_place",
        says="an application that was rejected or withdrawn holds no place, and one that is alive holds some",
        sql="""
            SELECT application.id, application.status, count(place.id) AS held
            FROM enrollment_admissions_application AS application
            LEFT JOIN enrollment_admissions_place AS place
                ON place.bureau_id = application.bureau_id AND place.application_id = application.id
                AND place.status = 'held'
            GROUP BY application.id, application.status
            HAVING (count(place.id) > 0) = (application.status IN ('rejected', 'withdrawn')) ORDER BY application.id
        """,
    ),
    Invariant(
        name="clubs_of_a_child_do_not_clash",
        says="no child holds places in two clubs that meet at the same time, nor in more clubs than a round allows",
        sql="""
            WITH club AS (
                SELECT application.student_id, application.round_id, round.term_id, round.clubs_per_student,
                    place.id, activity.weekdays, activity.starts_at, activity.ends_at
                FROM enrollment_admissions_place AS place
                JOIN enrollment_admissions_application AS application
                    ON application.bureau_id = place.bureau_id AND application.id = place.application_id
                JOIN enrollment_admissions_round AS round
                    ON round.bureau_id = place.bureau_id AND round.id = application.round_id
                JOIN enrollment_admissions_offering AS offered
                    ON offered.bureau_id = place.bureau_id AND offered.id = place.offering_id
                JOIN schools_plans_activity AS activity
                    ON activity.bureau_id = place.bureau_id AND activity.id = offered.activity_id
                WHERE place.status = 'held' AND activity.kind = 'club'
            )
            SELECT one.student_id, one.id AS place, other.id AS other_place FROM club AS one
            JOIN club AS other ON other.student_id = one.student_id AND other.term_id = one.term_id
                AND one.id < other.id AND other.weekdays && one.weekdays
                AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
            UNION ALL
            SELECT student_id, min(id), max(id) FROM club
            GROUP BY student_id, round_id, clubs_per_student HAVING count(*) > clubs_per_student
            ORDER BY 1, 2, 3
        """,
    ),
]

APPLICATIONS = [
    Invariant(
        name="one_application_a_round",
        says="a child has at most one living application in a round",
        sql="""
            SELECT round_id, student_id, count(*) FROM enrollment_admissions_application
            WHERE status NOT IN ('rejected', 'withdrawn')
            GROUP BY round_id, student_id HAVING count(*) > 1 ORDER BY round_id, student_id
        """,
    ),
    Invariant(
        name="applied_while_the_round_was_open",
        says="every application was made between the opening and the closing time of its round",
        sql="""
            SELECT application.id, application.submitted_at, round.opens_at, round.closes_at
            FROM enrollment_admissions_application AS application
            JOIN enrollment_admissions_round AS round
                ON round.bureau_id = application.bureau_id AND round.id = application.round_id
            WHERE application.submitted_at < round.opens_at OR application.submitted_at >= round.closes_at
            ORDER BY application.id
        """,
    ),
    Invariant(
        name="applied_by_a_guardian_who_consented",
        says="who applied is a guardian of the child and had consented to the use of the child's data",
        sql="""
            SELECT application.id, application.guardian_id FROM enrollment_admissions_application AS application
            WHERE (
                SELECT entry.action FROM audit_entry AS entry
                JOIN schools_families_guardianship AS kin
                    ON kin.bureau_id = entry.bureau_id AND kin.id = entry.subject_id
                WHERE entry.subject_kind = 'guardianship' AND entry.action LIKE 'consent.%%'
                    AND entry.at <= application.submitted_at AND kin.bureau_id = application.bureau_id
                    AND kin.student_id = application.student_id AND kin.guardian_id = application.guardian_id
                ORDER BY entry.id DESC LIMIT 1
            ) IS DISTINCT FROM 'consent.give'
            ORDER BY application.id
        """,
    ),
    Invariant(
        name="applied_at_the_own_school",
        says="an application is for a round of the child's school, and no child that left has one in a term that runs",
        sql="""
            SELECT application.id, student.status, application.status AS stands
            FROM enrollment_admissions_application AS application
            JOIN schools_pupils_student AS student
                ON student.bureau_id = application.bureau_id AND student.id = application.student_id
            JOIN enrollment_admissions_round AS round
                ON round.bureau_id = application.bureau_id AND round.id = application.round_id
            JOIN bureaus_terms_term AS term ON term.bureau_id = round.bureau_id AND term.id = round.term_id
            WHERE student.school_id <> round.school_id OR (
                student.status = 'left' AND term.status <> 'closed' AND application.status NOT IN ('rejected', 'withdrawn')
            )
            ORDER BY application.id
        """,
    ),
    Invariant(
        name="decided_by_the_chain",
        says="an application was accepted by an approved review and rejected by a review that said no",
        sql="""
            SELECT application.id, application.status FROM enrollment_admissions_application AS application
            WHERE application.status IN ('accepted', 'agreed', 'rejected') AND NOT EXISTS (
                SELECT 1 FROM bureaus_reviews_reviewcase AS held
                WHERE held.bureau_id = application.bureau_id AND held.chain = 'enrollment_review'
                    AND held.subject_kind = 'application' AND held.subject_id = application.id
                    AND CASE WHEN application.status = 'rejected' THEN held.status IN ('rejected', 'returned')
                        ELSE held.status = 'approved' END
            )
            ORDER BY application.id
        """,
    ),
    Invariant(
        name="what_is_submitted_is_under_review",
        says="an application or claim that is not decided is under review, and nothing else is",
        sql="""
            WITH subject AS (
                SELECT bureau_id, id, 'application' AS kind, status FROM enrollment_admissions_application
                UNION ALL SELECT bureau_id, id, 'exemption_claim', status FROM enrollment_admissions_exemptionclaim
            )
            SELECT subject.kind, subject.id, subject.status, count(held.id) AS reviews FROM subject
            LEFT JOIN bureaus_reviews_reviewcase AS held
                ON held.bureau_id = subject.bureau_id AND held.subject_kind = subject.kind
                AND held.subject_id = subject.id AND held.status IN ('open', 'waiting')
            GROUP BY subject.kind, subject.id, subject.status
            HAVING count(held.id) <> CASE WHEN subject.status = 'submitted' THEN 1 ELSE 0 END
            ORDER BY subject.kind, subject.id
        """,
    ),
    Invariant(
        name="base_care_is_never_refused",
        says="no application that asked for base care was rejected",
        sql="""
            SELECT application.id, application.decision_reason FROM enrollment_admissions_application AS application
            JOIN enrollment_admissions_place AS place
                ON place.bureau_id = application.bureau_id AND place.application_id = application.id
            JOIN enrollment_admissions_offering AS offered
                ON offered.bureau_id = place.bureau_id AND offered.id = place.offering_id
            WHERE application.status = 'rejected' AND offered.capacity IS NULL ORDER BY application.id
        """,
    ),
    Invariant(
        name="ended_for_a_reason",
        says="an application says when it ended, and only then",
        sql="""
            SELECT id, status, ended_at FROM enrollment_admissions_application
            WHERE (status = 'withdrawn') <> (ended_at IS NOT NULL) OR ended_at < submitted_at ORDER BY id
        """,
    ),
    told("enrollment_admissions_application", "application", first="submitted", at_once="end_applications"),
]

ROUNDS = [
    Invariant(
        name="no_round_open_past_its_time",
        says="a round whose closing time passed yesterday is closed",
        sql="""
            SELECT id, closes_at FROM enrollment_admissions_round
            WHERE status = 'open' AND closes_at < %(now)s - interval '1 day' ORDER BY id
        """,
    ),
    Invariant(
        name="no_round_open_over_what_ended",
        says="a round is open only over an approved plan in a running term; over a withdrawn plan no application stands",
        sql="""
            SELECT round.id, round.status, plan.status AS plan, term.status AS term, application.id AS application
            FROM enrollment_admissions_round AS round
            JOIN schools_plans_serviceplan AS plan ON plan.bureau_id = round.bureau_id AND plan.id = round.plan_id
            JOIN bureaus_terms_term AS term ON term.bureau_id = round.bureau_id AND term.id = round.term_id
            LEFT JOIN enrollment_admissions_application AS application
                ON application.bureau_id = round.bureau_id AND application.round_id = round.id
                AND (
                    (plan.status = 'withdrawn' AND application.status IN ('submitted', 'accepted', 'agreed'))
                    OR (term.status = 'closed' AND application.status IN ('submitted', 'accepted'))
                )
            WHERE application.id IS NOT NULL
                OR (round.status = 'open' AND (plan.status <> 'approved' OR term.status <> 'open'))
            ORDER BY round.id, application.id
        """,
    ),
    told("enrollment_admissions_round", "round", first="draft"),
]

CLAIMS = [
    Invariant(
        name="accepted_claim_was_seen",
        says="whoever accepted a claim had opened its evidence before",
        sql="""
            SELECT claim.id FROM enrollment_admissions_exemptionclaim AS claim
            WHERE claim.status = 'accepted' AND NOT EXISTS (
                SELECT 1 FROM audit_entry AS accepted
                JOIN audit_entry AS seen ON seen.bureau_id = accepted.bureau_id AND seen.user_id = accepted.user_id
                    AND seen.kind = 'read' AND seen.subject_kind = 'attachment'
                    AND seen.subject_id = claim.evidence_id AND seen.at <= accepted.at
                WHERE accepted.bureau_id = claim.bureau_id AND accepted.action = 'exemption.accept'
                    AND accepted.subject_kind = 'exemption_claim' AND accepted.subject_id = claim.id
            )
            ORDER BY claim.id
        """,
    ),
    Invariant(
        name="claim_of_what_ended",
        says="no claim waits for a decision that belongs to an application that has ended",
        sql="""
            SELECT claim.id, application.status FROM enrollment_admissions_exemptionclaim AS claim
            JOIN enrollment_admissions_application AS application
                ON application.bureau_id = claim.bureau_id AND application.id = claim.application_id
            WHERE claim.status = 'submitted' AND application.status IN ('rejected', 'withdrawn') ORDER BY claim.id
        """,
    ),
    told("enrollment_admissions_exemptionclaim", "exemption_claim", first="submitted", at_once="reject_claims"),
]

INVARIANTS = [*SEATS, *APPLICATIONS, *ROUNDS, *CLAIMS]
