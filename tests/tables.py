"""What stands in all tables, in one number each: enough to notice that a request changed something, and where."""

from __future__ import annotations

from functools import cache

from django.db import connection

from afterschool.tenancy.scopes import bureau_scope
from bureaus.tree.models import Bureau

State = dict[str, tuple[int, int]]  # table → rows and the sum of their hashes
TABLES = """
SELECT c.relname, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'school_id')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
ORDER BY c.relname
"""
ROWS = "SELECT '{0}', count(*), coalesce(sum(hashtext(t::text)), 0) FROM {0} t"
OF_ONE_SCHOOL = " WHERE t.school_id = {1}"


@cache
def _tables() -> dict[str, bool]:
    """Every table of the database, the months of a partitioned one under the name of the whole; does it name a school?"""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return dict(cursor.fetchall())


def state(*, school_id: int | None = None) -> State:
    """All tables with the rows of all bureaus in them; of one school only those that name it."""
    question = ROWS + OF_ONE_SCHOOL if school_id else ROWS
    parts = [
        question.format(name, school_id)
        for name, is_of_a_school in _tables().items()
        if is_of_a_school or not school_id
    ]
    with bureau_scope(*Bureau.objects.values_list("pk", flat=True)), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (count, int(hashes)) for name, count, hashes in cursor.fetchall()}


def changed(before: State, after: State) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def grown(before: State, after: State) -> set[str]:
    """Tables with more rows than before."""
    return {name for name in before if before[name][0] < after[name][0]}
