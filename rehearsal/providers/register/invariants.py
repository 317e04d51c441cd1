"""Institutions: who is kept out is nowhere listed and serves nowhere."""

from rehearsal.invariants import Invariant, told

KEPT_OUT = """
    SELECT provider.*, entry.ends_on FROM providers_register_provider AS provider
    JOIN bureaus_tree_bureau AS own ON own.id = provider.bureau_id
    JOIN bureaus_tree_bureau AS above ON own.path = above.path OR own.path LIKE above.path || '/%%'
    JOIN providers_register_blacklistentry AS entry
        ON entry.bureau_id = above.id AND entry.credit_code = provider.credit_code
        AND entry.starts_on <= %(today)s AND entry.ends_on > %(today)s AND entry.lifted_on IS NULL
"""
NOT_YET_FOLLOWED = """
    EXISTS (
        SELECT 1 FROM audit_job AS job
        WHERE job.bureau_id = provider.bureau_id AND job.kind = 'follow_blacklist' AND job.status = 'waiting'
    )
"""

INVARIANTS = [
    Invariant(
        name="blacklist_is_followed",
        says="by the evening each county has marked the institutions that a blacklist of its own or above it keeps out",
        sql=f"""
            SELECT provider.id, provider.status, provider.ends_on FROM ({KEPT_OUT}) AS provider
            WHERE provider.status <> 'blacklisted' AND NOT {NOT_YET_FOLLOWED} ORDER BY provider.id
        """,  # noqa: S608
    ),
    Invariant(
        name="marked_as_long_as_listed",
        says="no institution stays marked as blacklisted that no blacklist keeps out",
        sql=f"""
            SELECT provider.id FROM providers_register_provider AS provider
            WHERE provider.status = 'blacklisted' AND NOT {NOT_YET_FOLLOWED}
                AND provider.id NOT IN (SELECT listed.id FROM ({KEPT_OUT}) AS listed)
            ORDER BY provider.id
        """,  # noqa: S608
    ),
    Invariant(
        name="blacklisted_once",
        says="an institution stands on the blacklist of a bureau once at a time",
        sql="""
            SELECT one.id, other.id AS other, one.credit_code FROM providers_register_blacklistentry AS one
            JOIN providers_register_blacklistentry AS other
                ON other.bureau_id = one.bureau_id AND other.credit_code = one.credit_code AND other.id > one.id
                AND one.starts_on < other.ends_on AND other.starts_on < one.ends_on
            WHERE one.lifted_on IS NULL AND other.lifted_on IS NULL ORDER BY one.id
        """,
    ),
    Invariant(
        name="blacklist_is_the_prefectures",
        says="where policy says nothing else the blacklist is kept by a prefecture, with a reason and a clause",
        sql="""
            SELECT entry.id, bureau.level FROM providers_register_blacklistentry AS entry
            JOIN bureaus_tree_bureau AS bureau ON bureau.id = entry.bureau_id
            WHERE bureau.level <> 'prefecture' OR btrim(entry.reason) = '' OR entry.clause = '' ORDER BY entry.id
        """,
    ),
    Invariant(
        name="listed_with_prices",
        says="an institution on the shortlist has a service with a price, and its license has not run out before it was listed",
        sql="""
            SELECT provider.id FROM providers_register_provider AS provider
            WHERE provider.status = 'shortlisted' AND (
                NOT EXISTS (
                    SELECT 1 FROM providers_register_shortlistitem AS item
                    WHERE item.bureau_id = provider.bureau_id AND item.provider_id = provider.id
                )
                OR provider.license_expires_on < provider.registered_at::date
            )
            ORDER BY provider.id
        """,
    ),
    Invariant(
        name="out_of_service_since",
        says="since when an institution is out of service is a day that has been, and no academic one is registered",
        sql="""
            SELECT id, status, out_since FROM providers_register_provider
            WHERE out_since > %(today)s OR is_academic
                OR (status IN ('suspended', 'removed', 'blacklisted')) <> (out_since IS NOT NULL)
            ORDER BY id
        """,
    ),
    Invariant(
        name="no_club_of_who_is_out",
        says="after the day on which an institution went out of service none of its clubs has a session to come or held",
        sql="""
            SELECT session.id, session.day, session.status, provider.out_since FROM enrollment_attendance_session AS session
            JOIN schools_plans_activity AS activity
                ON activity.bureau_id = session.bureau_id AND activity.id = session.activity_id AND activity.kind = 'club'
            JOIN providers_register_provider AS provider
                ON provider.bureau_id = session.bureau_id AND provider.id = activity.provider_id
            WHERE provider.out_since IS NOT NULL AND session.day > provider.out_since AND session.status <> 'cancelled'
            ORDER BY session.id
        """,
    ),
    Invariant(
        name="plan_names_who_was_in_service",
        says="no plan was approved with an institution that was out of service on that day",
        sql="""
            SELECT plan.id, provider.id AS provider, provider.out_since FROM schools_plans_serviceplan AS plan
            JOIN schools_plans_activity AS activity
                ON activity.bureau_id = plan.bureau_id AND activity.plan_id = plan.id
            JOIN providers_register_provider AS provider
                ON provider.bureau_id = plan.bureau_id AND provider.id = activity.provider_id
            WHERE plan.status = 'approved' AND provider.out_since < (plan.decided_at AT TIME ZONE 'Asia/Shanghai')::date
            ORDER BY plan.id
        """,
    ),
    told("providers_register_provider", "provider", first="registered"),
]
