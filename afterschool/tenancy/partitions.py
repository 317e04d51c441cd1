"""Monthly partitions, made ahead by the beat.

Only the owner of the tables may create one, and the worker is not the owner: a function of the owner without arguments
does it, which the application may call and nobody else. What it names is written from the model list at each migrate.
Rows of a month that nobody had made rest in the default partition; they move to their month when it is made.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from afterschool.db.postgresql.keys import partition_field

FUNCTION = "afterschool_make_partitions"
MONTHS_AHEAD = 15
BODY = """
CREATE OR REPLACE FUNCTION {function}() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '10s' AS $$
DECLARE
    split record;
    first timestamp;
    month text;
    rest text;
    begins text;
    ends text;
    made integer := 0;
BEGIN
    FOR split IN SELECT * FROM (VALUES {tables}) AS tables(name, field, suffix) LOOP
        FOR step IN -1..{months} LOOP
            first := date_trunc('month', now() AT TIME ZONE '{zone}') + make_interval(months => step);
            month := split.name || to_char(first, '_YYYY_MM');
            CONTINUE WHEN to_regclass(format('public.%I', month)) IS NOT NULL;
            rest := split.name || '_default';
            begins := to_char(first, 'YYYY-MM-DD') || split.suffix;
            ends := to_char(first + interval '1 month', 'YYYY-MM-DD') || split.suffix;
            EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', rest);
            EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING CONSTRAINTS)', month, split.name);
            EXECUTE format(
                'WITH early AS (DELETE FROM public.%1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *)'
                ' INSERT INTO public.%5$I SELECT * FROM early', rest, split.field, begins, ends, month
            );
            EXECUTE format(
                'ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                split.name, month, begins, ends
            );
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END $$
"""


def partitioned_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if partition_field(model) is not None]


def partition_statements() -> Iterator[str]:
    """For the owner, after migrate: the function, who may call it, and its first call."""
    tables = ", ".join(_row_of(model) for model in partitioned_models())
    yield BODY.format(function=FUNCTION, tables=tables, months=MONTHS_AHEAD, zone=settings.TIME_ZONE)
    yield f"REVOKE ALL ON FUNCTION {FUNCTION}() FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {FUNCTION}() TO {connection.ops.quote_name(settings.APP_ROLE)}"
    yield f"SELECT {FUNCTION}()"


def _row_of(model: type[models.Model]) -> str:
    """A month of moments begins at midnight of the installation's zone, a month of dates on its first day."""
    field = partition_field(model)
    suffix = f" {settings.TIME_ZONE}" if isinstance(field, models.DateTimeField) else ""
    return f"('{model._meta.db_table}', '{field.column}', '{suffix}')"


def make_partitions() -> int:
    """Makes the months that are missing, from the last one to fifteen months ahead. Returns how many were made."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FUNCTION}()")
        return cursor.fetchone()[0]


def missing_partitions() -> list[str]:
    """The partitions of next month that nobody has made yet: the beat is late by more than a year."""
    following = timezone.localdate().replace(day=1) + timedelta(days=31)
    names = [f"{model._meta.db_table}_{following:%Y_%m}" for model in partitioned_models()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM unnest(%s) AS name WHERE to_regclass('public.' || name) IS NULL", [names])
        return [name for (name,) in cursor.fetchall()]
