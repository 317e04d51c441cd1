"""Terms follow each other; a day of the calendar is changed within a term."""

from rehearsal.invariants import Invariant, told

INVARIANTS = [
    Invariant(
        name="terms_do_not_overlap",
        says="no two terms of a bureau share a day",
        sql="""
            SELECT one.id, other.id AS other FROM bureaus_terms_term AS one
            JOIN bureaus_terms_term AS other ON other.bureau_id = one.bureau_id AND other.id > one.id
                AND one.starts_on <= other.ends_on AND other.starts_on <= one.ends_on
            ORDER BY one.id
        """,
    ),
    Invariant(
        name="term_is_closed_after_its_end",
        says="no term is closed before its last day is over",
        sql="SELECT id, ends_on FROM bureaus_terms_term WHERE status = 'closed' AND ends_on >= %(today)s ORDER BY id",
    ),
    Invariant(
        name="changed_day_says_why",
        says="a day of the calendar that was changed says why",
        sql="SELECT id, day FROM bureaus_terms_calendarday WHERE btrim(reason) = '' ORDER BY id",
    ),
    told("bureaus_terms_term", "term", first="draft"),
]
