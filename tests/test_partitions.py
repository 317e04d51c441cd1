"""Tables that are split by month: rows land in their month, and the months ahead are made by the beat."""

from contextlib import closing
from datetime import date

import psycopg2
import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from afterschool import environment
from afterschool.tenancy.partitions import MONTHS_AHEAD, make_partitions, partitioned_models
from audit.models import Entry
from audit.workflow import record


def _partition_of(entry: Entry) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_entry WHERE id = %s", [entry.pk])
        return cursor.fetchone()[0]


def test_a_trace_lands_in_the_month_of_its_moment_and_is_read_through_the_whole_table(world):
    by = world.linhe.actor("officer")
    for moment in ("2026-11-30 23:59 +0800", "2026-12-01 00:00 +0800"):
        with time_machine.travel(moment, tick=False):
            record("test", world.linhe.school, by=by)
    entries = Entry.objects.about(world.linhe.school).filter(action="test")
    assert [_partition_of(entry) for entry in entries] == ["audit_entry_2026_12", "audit_entry_2026_11"]


def test_a_month_nobody_made_rests_in_the_default_partition(world):
    with time_machine.travel("2031-01-15 10:00 +0800", tick=False):
        entry = record("test", world.linhe.school, by=world.linhe.actor("officer"))
    assert _partition_of(entry) == "audit_entry_default"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM audit_entry_default",
        "INSERT INTO audit_entry_default DEFAULT VALUES",
        "DROP TABLE audit_entry_default",
    ],
)
def test_a_partition_is_no_way_around_the_walls(world, statement):
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_months_ahead_are_made_by_the_worker_who_owns_no_table(transactional_db):
    last = f"audit_entry_{_months_from_now(MONTHS_AHEAD):%Y_%m}"
    _as_owner(f"DROP TABLE {last}")
    assert make_partitions() == 1
    assert make_partitions() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
        made = {row[0] for row in cursor.fetchall()}
    for model in partitioned_models():
        for step in range(-1, MONTHS_AHEAD + 1):
            assert f"{model._meta.db_table}_{_months_from_now(step):%Y_%m}" in made


def _months_from_now(step: int) -> date:
    today = timezone.localdate()
    years, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    return date(years, month + 1, 1)


def _as_owner(statement: str) -> None:
    owner = environment.database(settings.OWNER_DATABASE_URL)
    place = {"host": owner["HOST"], "port": owner["PORT"], "dbname": connection.settings_dict["NAME"]}
    with closing(psycopg2.connect(user=owner["USER"], password=owner["PASSWORD"], **place)) as session:
        session.autocommit = True
        session.cursor().execute(statement)
