"""Monthly partitions, made ahead by the beat.

Only the owner of the tables may create one, and the worker is not the owner: a function of the owner without arguments
does it, which the application may call and nobody else. What it names is written from the model list at each migrate.
"""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from afterschool.db.postgresql.keys import partition_field

FUNCTION = "afterschool_make_partitions"
MONTHS_AHEAD = 15
BODY = """
CREATE OR REPLACE FUNCTION {function}() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    split record;
    first timestamp;
    made integer := 0;
BEGIN
    FOR split IN SELECT * FROM (VALUES {tables}) AS tables(name, suffix) LOOP
        FOR step IN -1..{months} LOOP
            first := date_trunc('month', now() AT TIME ZONE '{zone}') + make_interval(months => step);
            IF to_regclass(format('public.%I', split.name || to_char(first, '_YYYY_MM'))) IS NULL THEN
                EXECUTE format(
                    'CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
                    split.name || to_char(first, '_YYYY_MM'), split.name,
                    to_char(first, 'YYYY-MM-DD') || split.suffix,
                    to_char(first + interval '1 month', 'YYYY-MM-DD') || split.suffix
                );
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$
"""


def partitioned_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if partition_field(model) is not None]


def partition_statements() -> Iterator[str]:
    """For the owner, after migrate: the function, who may call it, and its first call."""
    tables = ", ".join(f"('{model._meta.db_table}', '{_suffix(model)}')" for model in partitioned_models())
    yield BODY.format(function=FUNCTION, tables=tables, months=MONTHS_AHEAD, zone=settings.TIME_ZONE)
    yield f"REVOKE ALL ON FUNCTION {FUNCTION}() FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION {FUNCTION}() TO {connection.ops.quote_name(settings.APP_ROLE)}"
    yield f"SELECT {FUNCTION}()"


def _suffix(model: type[models.Model]) -> str:
    """A month of moments begins at midnight of the installation's zone, a month of dates on its first day."""
    return f" {settings.TIME_ZONE}" if isinstance(partition_field(model), models.DateTimeField) else ""


def make_partitions() -> int:
    """Makes the months that are missing, from the last one to fifteen months ahead. Returns how many were made."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FUNCTION}()")
        return cursor.fetchone()[0]
