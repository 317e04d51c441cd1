"""A plan in force was written, handed in, decided and printed; what it says fits itself."""

from rehearsal.invariants import Invariant, told

PLANS = [
    Invariant(
        name="one_standing_plan",
        says="a school has at most one plan in a term that is not withdrawn",
        sql="""
            SELECT school_id, term_id, count(*) FROM schools_plans_serviceplan WHERE status <> 'withdrawn'
            GROUP BY school_id, term_id HAVING count(*) > 1 ORDER BY school_id, term_id
        """,
    ),
    Invariant(
        name="plan_was_decided",
        says="a plan that was approved was handed in before it was decided, and after its last version",
        sql="""
            SELECT plan.id, plan.status, plan.submitted_at, plan.decided_at FROM schools_plans_serviceplan AS plan
            WHERE plan.status IN ('approved', 'withdrawn') AND (
                plan.submitted_at IS NULL OR plan.decided_at IS NULL OR plan.decided_at < plan.submitted_at
                OR NOT EXISTS (
                    SELECT 1 FROM schools_plans_planversion AS version
                    WHERE version.bureau_id = plan.bureau_id AND version.plan_id = plan.id
                        AND version.number = plan.version AND version.submitted_at <= plan.decided_at
                )
            )
            ORDER BY plan.id
        """,
    ),
    Invariant(
        name="plan_was_approved_by_its_chain",
        says="the newest review of an approved plan is approved, every step of it by a decision",
        sql="""
            SELECT plan.id, newest.status, jsonb_array_length(newest.steps) AS steps, newest.agreed
            FROM schools_plans_serviceplan AS plan
            LEFT JOIN LATERAL (
                SELECT held.status, held.steps, (
                    SELECT count(DISTINCT decided.step) FROM bureaus_reviews_reviewdecision AS decided
                    WHERE decided.bureau_id = held.bureau_id AND decided.case_id = held.id
                        AND decided.decision = 'approve'
                ) AS agreed
                FROM bureaus_reviews_reviewcase AS held
                WHERE held.bureau_id = plan.bureau_id AND held.subject_kind = 'service_plan'
                    AND held.subject_id = plan.id AND held.chain = 'plan_approval'
                ORDER BY held.id DESC LIMIT 1
            ) AS newest ON true
            WHERE plan.status IN ('approved', 'withdrawn') AND (
                newest.status IS DISTINCT FROM 'approved' OR newest.agreed < jsonb_array_length(newest.steps)
            )
            ORDER BY plan.id
        """,
    ),
    Invariant(
        name="plan_under_review_has_its_case",
        says="a plan lies with the bureau exactly while a review of it is open",
        sql="""
            SELECT plan.id, plan.status, held.id AS open_review FROM schools_plans_serviceplan AS plan
            LEFT JOIN bureaus_reviews_reviewcase AS held
                ON held.bureau_id = plan.bureau_id AND held.subject_kind = 'service_plan'
                AND held.subject_id = plan.id AND held.status IN ('open', 'waiting')
            WHERE (plan.status = 'submitted') <> (held.id IS NOT NULL) ORDER BY plan.id
        """,
    ),
    Invariant(
        name="plan_versions_are_counted",
        says="the versions of a plan are numbered from one without a gap, and the plan names the last",
        sql="""
            SELECT plan.id, plan.version, count(version.id) AS versions, max(version.number) AS last
            FROM schools_plans_serviceplan AS plan
            LEFT JOIN schools_plans_planversion AS version
                ON version.bureau_id = plan.bureau_id AND version.plan_id = plan.id
            GROUP BY plan.id, plan.version, plan.status
            HAVING count(version.id) <> COALESCE(max(version.number), 0)
                OR (plan.status <> 'draft' AND plan.version IS DISTINCT FROM max(version.number))
            ORDER BY plan.id
        """,
    ),
    Invariant(
        name="returned_plan_says_why",
        says="a plan that was returned tells its school the reason",
        sql="""
            SELECT id FROM schools_plans_serviceplan
            WHERE status = 'returned' AND (returned_reason = '' OR decided_at IS NULL) ORDER BY id
        """,
    ),
    Invariant(
        name="approved_plan_is_printed",
        says="the paper of an approved plan is ordered, once",
        sql="""
            SELECT plan.id, count(paper.id) AS papers FROM schools_plans_serviceplan AS plan
            LEFT JOIN bureaus_documents_documentorder AS paper
                ON paper.bureau_id = plan.bureau_id AND paper.kind = 'service_plan'
                AND paper.subject_kind = 'service_plan' AND paper.subject_id = plan.id
            WHERE plan.status IN ('approved', 'withdrawn') GROUP BY plan.id HAVING count(paper.id) <> 1 ORDER BY plan.id
        """,
    ),
    Invariant(
        name="no_plan_waits_over_a_closed_term",
        says="when a term is closed no plan of it lies with the bureau",
        sql="""
            SELECT plan.id FROM schools_plans_serviceplan AS plan
            JOIN bureaus_terms_term AS term ON term.bureau_id = plan.bureau_id AND term.id = plan.term_id
            WHERE term.status = 'closed' AND plan.status = 'submitted' ORDER BY plan.id
        """,
    ),
    told("schools_plans_serviceplan", "service_plan", first="draft", at_once="return_plans"),
]

PARTS = [
    Invariant(
        name="activity_lies_in_a_slot",
        says="on each of its days an activity of a plan in force lies within a slot of the plan that is meant for its grades",
        sql="""
            SELECT activity.id, activity.name, day FROM schools_plans_activity AS activity
            JOIN schools_plans_serviceplan AS plan
                ON plan.bureau_id = activity.bureau_id AND plan.id = activity.plan_id AND plan.status = 'approved'
            JOIN schools_register_school AS school ON school.bureau_id = plan.bureau_id AND school.id = plan.school_id
            CROSS JOIN LATERAL unnest(activity.weekdays) AS day
            CROSS JOIN LATERAL (
                SELECT CASE school.stage WHEN 'junior' THEN 7 ELSE 1 END AS first,
                    CASE school.stage WHEN 'primary' THEN 6 ELSE 9 END AS last
            ) AS grades
            WHERE NOT EXISTS (
                SELECT 1 FROM schools_plans_timeslot AS slot
                WHERE slot.bureau_id = plan.bureau_id AND slot.plan_id = plan.id AND slot.weekday = day
                    AND slot.starts_at <= activity.starts_at AND activity.ends_at <= slot.ends_at
                    AND greatest(slot.grade_from, grades.first) <= greatest(activity.grade_from, grades.first)
                    AND least(activity.grade_to, grades.last) <= least(slot.grade_to, grades.last)
            )
            ORDER BY activity.id, day
        """,
    ),
    Invariant(
        name="activity_is_for_pupils_of_the_school",
        says="an activity of a plan in force is for some grade that its school has",
        sql="""
            SELECT activity.id, school.stage, activity.grade_from, activity.grade_to FROM schools_plans_activity AS activity
            JOIN schools_plans_serviceplan AS plan
                ON plan.bureau_id = activity.bureau_id AND plan.id = activity.plan_id AND plan.status = 'approved'
            JOIN schools_register_school AS school ON school.bureau_id = plan.bureau_id AND school.id = plan.school_id
            WHERE (school.stage = 'primary' AND activity.grade_from > 6)
                OR (school.stage = 'junior' AND activity.grade_to < 7)
            ORDER BY activity.id
        """,
    ),
    Invariant(
        name="activity_is_held_by_own_staff",
        says="who holds an activity serves at the school of its plan",
        sql="""
            SELECT activity.id, activity.teacher_id FROM schools_plans_activity AS activity
            JOIN schools_plans_serviceplan AS plan ON plan.bureau_id = activity.bureau_id AND plan.id = activity.plan_id
            JOIN schools_staff_staff AS staff ON staff.bureau_id = activity.bureau_id AND staff.id = activity.teacher_id
            WHERE staff.school_id <> plan.school_id ORDER BY activity.id
        """,
    ),
    Invariant(
        name="nobody_stands_in_two_places",
        says="in a plan in force nobody holds two activities in the same minute",
        sql="""
            SELECT one.id, other.id AS other, one.teacher_id FROM schools_plans_activity AS one
            JOIN schools_plans_activity AS other
                ON other.bureau_id = one.bureau_id AND other.plan_id = one.plan_id AND other.id > one.id
                AND other.teacher_id = one.teacher_id AND other.weekdays && one.weekdays
                AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
            JOIN schools_plans_serviceplan AS plan
                ON plan.bureau_id = one.bureau_id AND plan.id = one.plan_id AND plan.status = 'approved'
            ORDER BY one.id, other.id
        """,
    ),
    Invariant(
        name="club_has_a_limit",
        says="a club has a number of seats, base care has none",
        sql="""
            SELECT id, kind, capacity FROM schools_plans_activity WHERE (kind = 'club') <> (capacity IS NOT NULL) ORDER BY id
        """,
    ),
    Invariant(
        name="bought_activity_has_its_contract",
        says="where a plan is approved only after tender and contract, the contract with an institution is attached",
        sql="""
            SELECT activity.id, activity.name FROM schools_plans_activity AS activity
            JOIN schools_plans_serviceplan AS plan
                ON plan.bureau_id = activity.bureau_id AND plan.id = activity.plan_id AND plan.status = 'approved'
            JOIN bureaus_tree_bureau AS bureau ON bureau.id = plan.bureau_id AND bureau.code LIKE '5303%%'
            WHERE activity.provider_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM schools_plans_planattachment AS attached
                JOIN bureaus_documents_attachment AS file
                    ON file.bureau_id = attached.bureau_id AND file.id = attached.attachment_id
                WHERE attached.bureau_id = plan.bureau_id AND attached.plan_id = plan.id
                    AND file.purpose = 'provider_contract'
            )
            ORDER BY activity.id
        """,
    ),
    Invariant(
        name="files_of_a_plan_are_of_its_school",
        says="what is attached to a plan was handed in for the plan's school",
        sql="""
            SELECT attached.id FROM schools_plans_planattachment AS attached
            JOIN schools_plans_serviceplan AS plan ON plan.bureau_id = attached.bureau_id AND plan.id = attached.plan_id
            JOIN bureaus_documents_attachment AS file
                ON file.bureau_id = attached.bureau_id AND file.id = attached.attachment_id
            WHERE file.school_id IS DISTINCT FROM plan.school_id ORDER BY attached.id
        """,
    ),
]

INVARIANTS = [*PLANS, *PARTS]
