"""Monthly clue reports: what is filed is sealed, what is merged is frozen, the merge counts exactly what was filed."""

from rehearsal.invariants import Invariant, told

OF_MONTH = """
    JOIN rectification_returns_cluereport AS report ON report.bureau_id = merge.bureau_id
        AND report.campaign_id = merge.campaign_id AND report.year = merge.year AND report.month = merge.month
"""

REPORTS = [
    Invariant(
        name="one_report_a_month",
        says="a school has one clue report of a month",
        sql="""
            SELECT school_id, year, month, count(*) FROM rectification_returns_cluereport
            GROUP BY campaign_id, school_id, year, month HAVING count(*) > 1 ORDER BY school_id, year, month
        """,
    ),
    Invariant(
        name="nil_has_no_clue",
        says="what was filed as nil holds no clue, and what was filed otherwise holds some",
        sql="""
            SELECT report.id, report.is_nil, count(clue.id) AS clues FROM rectification_returns_cluereport AS report
            LEFT JOIN rectification_returns_clue AS clue
                ON clue.bureau_id = report.bureau_id AND clue.report_id = report.id
            WHERE report.status <> 'draft' GROUP BY report.id, report.is_nil
            HAVING report.is_nil <> (count(clue.id) = 0) ORDER BY report.id
        """,
    ),
    Invariant(
        name="filed_clue_has_a_number",
        says="every clue of a filed report has a number of its county and year, and the counter has reached it",
        sql="""
            SELECT clue.id, clue.number FROM rectification_returns_clue AS clue
            JOIN rectification_returns_cluereport AS report
                ON report.bureau_id = clue.bureau_id AND report.id = clue.report_id
            JOIN bureaus_tree_bureau AS bureau ON bureau.id = clue.bureau_id
            LEFT JOIN bureaus_documents_documentnumber AS counter
                ON counter.bureau_id = clue.bureau_id AND counter.kind = 'clue' AND counter.year = report.year
            WHERE report.status <> 'draft' AND (
                clue.number NOT LIKE bureau.code || '-' || report.year || '-%%'
                OR right(clue.number, 4)::int > COALESCE(counter.last, 0)
            )
            ORDER BY clue.id
        """,
    ),
    Invariant(
        name="clue_is_of_the_year",
        says="a clue was found in the year of its report, not in days to come, and is discipline business",
        sql="""
            SELECT clue.id, clue.found_on FROM rectification_returns_clue AS clue
            JOIN rectification_returns_cluereport AS report
                ON report.bureau_id = clue.bureau_id AND report.id = clue.report_id
            WHERE extract(year FROM clue.found_on) <> report.year OR NOT clue.is_discipline_business
                OR clue.found_on > %(today)s
                OR clue.concluded_on < clue.found_on OR clue.concluded_on > %(today)s
            ORDER BY clue.id
        """,
    ),
    Invariant(
        name="late_is_after_the_day",
        says="a report counts as late exactly if it was filed after its last day",
        sql="""
            SELECT id, due_on, filed_at, is_late FROM rectification_returns_cluereport
            WHERE status <> 'draft' AND (
                filed_at IS NULL OR filed_by = ''
                OR is_late <> ((filed_at AT TIME ZONE 'Asia/Shanghai')::date > due_on)
            )
            ORDER BY id
        """,
    ),
    Invariant(
        name="report_is_owed",
        says="a report is of a month whose last day lies within its campaign, and not of a month to come",
        sql="""
            SELECT report.id, report.year, report.month, report.due_on FROM rectification_returns_cluereport AS report
            JOIN rectification_campaigns_campaign AS campaign
                ON campaign.bureau_id = report.bureau_id AND campaign.id = report.campaign_id
            WHERE report.due_on NOT BETWEEN campaign.starts_on AND campaign.ends_on
                OR make_date(report.year, report.month, 1) > %(today)s
            ORDER BY report.id
        """,
    ),
    told("rectification_returns_cluereport", "clue_report", first="draft"),
]

MONTHS = [
    Invariant(
        name="merged_month_is_frozen",
        says="of a merged month every report that was filed is frozen with it, and of no other month",
        sql=f"""
            SELECT merge.id, merge.status AS merged, report.id AS report, report.status FROM rectification_returns_monthlymerge AS merge
            {OF_MONTH}
            WHERE (merge.status = 'collecting' AND report.status = 'frozen')
                OR (merge.status <> 'collecting' AND (
                    report.status = 'filed' OR (report.status = 'frozen' AND report.frozen_at <> merge.frozen_at)
                    OR report.filed_at > merge.frozen_at))
            UNION ALL
            SELECT NULL, NULL, report.id, report.status FROM rectification_returns_cluereport AS report
            WHERE NOT EXISTS (
                SELECT 1 FROM rectification_returns_monthlymerge AS merge
                WHERE merge.bureau_id = report.bureau_id AND merge.campaign_id = report.campaign_id
                    AND merge.year = report.year AND merge.month = report.month
            )
            ORDER BY 1, 3
        """,  # noqa: S608
    ),
    Invariant(
        name="merge_counts_what_was_filed",
        says="the figures of a merged month are those of its frozen reports, and who did not file is named",
        sql="""
            SELECT merge.id, merge.filed_count, counted.filed, merge.nil_count, counted.nil, merge.late_count, counted.late,
                merge.clue_count, counted.clues, merge.school_count, jsonb_array_length(merge.overdue) AS overdue
            FROM rectification_returns_monthlymerge AS merge
            CROSS JOIN LATERAL (
                SELECT count(*) AS filed, count(*) FILTER (WHERE report.is_nil) AS nil,
                    count(*) FILTER (WHERE report.is_late) AS late, COALESCE(sum((
                        SELECT count(*) FROM rectification_returns_clue AS clue
                        WHERE clue.bureau_id = report.bureau_id AND clue.report_id = report.id
                    )), 0) AS clues
                FROM rectification_returns_cluereport AS report
                WHERE report.bureau_id = merge.bureau_id AND report.campaign_id = merge.campaign_id
                    AND report.year = merge.year AND report.month = merge.month AND report.status = 'frozen'
            ) AS counted
            WHERE merge.status <> 'collecting' AND (
                merge.filed_count <> counted.filed OR merge.nil_count <> counted.nil
                OR merge.late_count <> counted.late OR merge.clue_count <> counted.clues
                OR merge.school_count <> counted.filed + jsonb_array_length(merge.overdue)
            )
            ORDER BY merge.id
        """,
    ),
    Invariant(
        name="month_is_merged_in_time",
        says="a month whose last day is over is merged, unless the job still waits",
        sql="""
            SELECT merge.id, merge.due_on FROM rectification_returns_monthlymerge AS merge
            JOIN rectification_campaigns_campaign AS campaign ON campaign.bureau_id = merge.bureau_id
                AND campaign.id = merge.campaign_id AND campaign.status = 'running'
            WHERE merge.status = 'collecting' AND merge.due_on < %(today)s AND NOT EXISTS (
                SELECT 1 FROM audit_job AS job
                WHERE job.bureau_id = merge.bureau_id AND job.kind = 'freeze_clue_reports' AND job.status = 'waiting'
            )
            ORDER BY merge.id
        """,
    ),
    Invariant(
        name="every_owed_month_is_merged",
        says="for every running campaign each month whose deadline lay within it has been merged",
        sql="""
            SELECT campaign.id, due.on_day::date FROM rectification_campaigns_campaign AS campaign
            CROSS JOIN LATERAL generate_series(
                date_trunc('month', campaign.starts_on), date_trunc('month', campaign.ends_on), interval '1 month'
            ) AS due(on_day)
            WHERE campaign.status = 'running'
                AND due.on_day::date + 24 BETWEEN campaign.starts_on AND least(campaign.ends_on, %(today)s::date - 1)
                AND NOT EXISTS (
                    SELECT 1 FROM rectification_returns_monthlymerge AS merge
                    WHERE merge.bureau_id = campaign.bureau_id AND merge.campaign_id = campaign.id
                        AND merge.year = extract(year FROM due.on_day) AND merge.month = extract(month FROM due.on_day)
                        AND merge.status <> 'collecting'
                )
                AND NOT EXISTS (
                    SELECT 1 FROM audit_job AS job
                    WHERE job.bureau_id = campaign.bureau_id AND job.kind = 'freeze_clue_reports'
                        AND job.status = 'waiting'
                )
            ORDER BY campaign.id, due.on_day
        """,
    ),
    Invariant(
        name="merged_after_the_day_or_when_all_had_filed",
        says="a month was merged after its last day, or when every school had filed; and forwarded after it was merged",
        sql="""
            SELECT id, due_on, frozen_at, forwarded_at FROM rectification_returns_monthlymerge
            WHERE status <> 'collecting' AND (
                frozen_at IS NULL
                OR ((frozen_at AT TIME ZONE 'Asia/Shanghai')::date <= due_on AND overdue <> '[]')
                OR (status = 'forwarded') <> (forwarded_at IS NOT NULL) OR forwarded_at < frozen_at
                OR (status = 'forwarded' AND (forwarded_by = '' OR recipient = ''))
            )
            ORDER BY id
        """,
    ),
    Invariant(
        name="merged_month_is_printed",
        says="of a merged month the county's form is ordered once, and the form of every school that had filed, restricted",
        sql="""
            SELECT merge.id, count(DISTINCT report.id) AS filed, count(DISTINCT paper.id) AS papers
            FROM rectification_returns_monthlymerge AS merge
            LEFT JOIN rectification_returns_cluereport AS report ON report.bureau_id = merge.bureau_id
                AND report.campaign_id = merge.campaign_id AND report.year = merge.year AND report.month = merge.month
                AND report.status = 'frozen'
            LEFT JOIN bureaus_documents_documentorder AS paper ON paper.bureau_id = merge.bureau_id AND paper.is_restricted
                AND ((paper.subject_kind = 'county_return' AND paper.subject_id = merge.id)
                    OR (paper.subject_kind = 'clue_report' AND paper.subject_id = report.id))
            WHERE merge.status <> 'collecting' GROUP BY merge.id
            HAVING count(DISTINCT paper.id) <> count(DISTINCT report.id) + 1 ORDER BY merge.id
        """,
    ),
    told("rectification_returns_monthlymerge", "county_return", first="collecting"),
]

INVARIANTS = [*REPORTS, *MONTHS]
