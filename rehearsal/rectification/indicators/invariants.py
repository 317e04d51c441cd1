"""Figures: a part is never more than the whole, and the rows behind a figure make it up."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="share_of_a_whole",
        says="what was declared and what was verified is never more than the population",
        sql="""
            SELECT id, as_of, declared_numerator, verified_numerator, denominator
            FROM rectification_indicators_indicatorsnapshot
            WHERE declared_numerator > denominator OR verified_numerator > denominator ORDER BY id
        """,
    ),
    Invariant(
        name="rows_make_the_figure",
        says="the schools behind a snapshot add up to its numerators and its denominator, each school once",
        sql="""
            SELECT snap.id, snap.as_of FROM rectification_indicators_indicatorsnapshot AS snap
            CROSS JOIN LATERAL (
                SELECT COALESCE(sum((row ->> 'declared')::int), 0) AS declared,
                    COALESCE(sum((row ->> 'verified')::int), 0) AS verified,
                    COALESCE(sum((row ->> 'weight')::int), 0) AS weight,
                    count(*) AS schools, count(DISTINCT row ->> 'school') AS different,
                    bool_or((row ->> 'declared')::int > (row ->> 'weight')::int) AS too_many
                FROM jsonb_array_elements(snap.schools) AS row
            ) AS counted
            WHERE counted.declared <> snap.declared_numerator OR counted.verified <> snap.verified_numerator
                OR counted.weight <> snap.denominator OR counted.schools <> counted.different OR counted.too_many
            ORDER BY snap.id
        """,
    ),
    Invariant(
        name="schools_of_the_bureau",
        says="the schools behind a snapshot are the bureau's own, and only urban ones where the figure is of urban schools",
        sql="""
            SELECT snap.id, row ->> 'school' AS school FROM rectification_indicators_indicatorsnapshot AS snap
            JOIN rectification_indicators_indicator AS indicator
                ON indicator.bureau_id = snap.bureau_id AND indicator.id = snap.indicator_id
            CROSS JOIN LATERAL jsonb_array_elements(snap.schools) AS row
            LEFT JOIN schools_register_school AS school
                ON school.bureau_id = snap.bureau_id AND school.id = (row ->> 'school')::bigint
            WHERE school.id IS NULL OR (indicator.area = 'urban' AND school.area <> 'urban') ORDER BY snap.id
        """,
    ),
    Invariant(
        name="one_snapshot_a_night",
        says="a night and a report day have one snapshot of each indicator, of a day that has come",
        sql="""
            SELECT indicator_id, as_of, reason, count(*) FROM rectification_indicators_indicatorsnapshot
            WHERE reason <> 'asked' GROUP BY bureau_id, indicator_id, as_of, reason HAVING count(*) > 1
            UNION ALL
            SELECT indicator_id, as_of, reason, 0 FROM rectification_indicators_indicatorsnapshot
            WHERE as_of > (taken_at AT TIME ZONE 'Asia/Shanghai')::date OR window_from > window_to OR window_to > as_of
            ORDER BY 1, 2, 3
        """,
    ),
    Invariant(
        name="counted_every_night",
        says="in a term that runs the figures were counted in the night, unless the job still waits",
        sql="""
            SELECT term.bureau_id, term.id FROM bureaus_terms_term AS term
            WHERE term.status = 'open' AND term.starts_on < %(today)s AND term.ends_on >= %(today)s
                AND NOT EXISTS (
                    SELECT 1 FROM rectification_indicators_indicatorsnapshot AS snap
                    WHERE snap.bureau_id = term.bureau_id AND snap.as_of >= %(today)s::date - 1 AND snap.reason = 'nightly'
                )
                AND NOT EXISTS (
                    SELECT 1 FROM audit_job AS job
                    WHERE job.bureau_id = term.bureau_id AND job.kind = 'indicator_snapshots' AND job.status = 'waiting'
                )
            ORDER BY term.id
        """,
    ),
    Invariant(
        name="indicator_versions_follow",
        says="of one indicator at most one version is in use, and each version was introduced after the one before",
        sql="""
            SELECT bureau_id, code FROM rectification_indicators_indicator
            WHERE retired_on IS NULL GROUP BY bureau_id, code HAVING count(*) > 1
            UNION ALL
            SELECT one.bureau_id, one.code FROM rectification_indicators_indicator AS one
            JOIN rectification_indicators_indicator AS next ON next.bureau_id = one.bureau_id AND next.code = one.code
                AND next.version = one.version + 1
            WHERE next.introduced_on < one.introduced_on
            ORDER BY 1, 2
        """,
    ),
]
