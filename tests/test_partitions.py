"""Tables that are split by month: rows land in their month, and the months ahead are made by the beat."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta

import psycopg2
import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from afterschool import environment
from afterschool.tenancy import tasks
from afterschool.tenancy.partitions import (
    FUNCTION,
    MONTHS_AHEAD,
    make_partitions,
    partition_statements,
    partitioned_models,
)
from audit.models import Entry
from audit.workflow import record


def _partition_of(entry: Entry) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM audit_entry WHERE id = %s", [entry.pk])
        return cursor.fetchone()[0]


def test_a_trace_lands_in_the_month_of_its_moment_and_is_read_through_the_whole_table(world):
    by = world.linhe.actor("officer")
    midnight = _noon(_months_from_now(1)) - timedelta(hours=12)
    for moment in (midnight - timedelta(minutes=1), midnight):
        with time_machine.travel(moment, tick=False):
            record("test", world.linhe.school, by=by)
    entries = Entry.objects.about(world.linhe.school).filter(action="test")
    assert [_partition_of(entry) for entry in entries] == [_month_of_trail(1), _month_of_trail(0)]


def test_a_month_nobody_made_rests_in_the_default_partition(world):
    with time_machine.travel(_noon(_months_from_now(MONTHS_AHEAD + 1)), tick=False):
        entry = record("test", world.linhe.school, by=world.linhe.actor("officer"))
    assert _partition_of(entry) == "audit_entry_default"


@pytest.mark.parametrize("partition", ["default", "next month"])
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM {}",
        "INSERT INTO {} DEFAULT VALUES",
        "UPDATE {} SET reason = 'x'",
        "DELETE FROM {}",
        "DROP TABLE {}",
        "ALTER TABLE audit_entry DETACH PARTITION {}",
    ],
)
def test_a_partition_is_no_way_around_the_walls(world, statement, partition):
    name = "audit_entry_default" if partition == "default" else _month_of_trail(1)
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(name))


def test_only_the_application_may_call_the_one_function_that_acts_as_the_owner(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        ((name, settings_of_function),) = cursor.fetchall()
        assert name == FUNCTION
        assert "search_path=pg_catalog, pg_temp" in settings_of_function
        cursor.execute(
            "SELECT grantee::regrole::text FROM pg_proc, aclexplode(proacl) WHERE proname = %s AND grantee <> proowner",
            [name],
        )
        assert cursor.fetchall() == [(settings.APP_ROLE,)]


def test_the_months_ahead_are_made_by_the_worker_who_owns_no_table(transactional_db):
    _as_owner(f"DROP TABLE {_month_of_trail(MONTHS_AHEAD)}")
    assert make_partitions() == 1
    assert make_partitions() == 0
    for model in partitioned_models():
        for step in range(-1, MONTHS_AHEAD + 1):
            assert f"{model._meta.db_table}_{_months_from_now(step):%Y_%m}" in _partitions()


def test_after_two_silent_years_each_row_goes_to_its_month(transactional_db, two_years_later, world):
    by = world.linhe.actor("officer")
    early = record("test", world.linhe.school, by=by)
    assert _partition_of(early) == "audit_entry_default"
    assert tasks.make_partitions() == len(partitioned_models()) * (MONTHS_AHEAD + 2)
    late = record("test", world.linhe.school, by=by)
    assert _partition_of(early) == _partition_of(late) == _month_of_trail(0)
    assert set(Entry.objects.about(world.linhe.school).filter(action="test")) == {early, late}
    with pytest.raises(ProgrammingError, match="permission denied"):
        Entry.objects.about(world.linhe.school).update(reason="x")


def test_the_health_page_and_the_command_name_a_month_that_is_missing(
    transactional_db, two_years_later, client, capsys
):
    assert client.get("/healthz/").json()["months_ahead"] is False
    with pytest.raises(CommandError, match="months_ahead"):
        call_command("check_health", "months_ahead")
    assert _month_of_trail(1) in capsys.readouterr().err
    tasks.make_partitions()
    assert client.get("/healthz/").json()["months_ahead"] is True
    call_command("check_health", "months_ahead")


@pytest.fixture
def two_years_later(transactional_db) -> Iterator[None]:
    """For the owner's function too, whose clock is the database's; the months that are made then go away again."""
    moment = _noon(_months_from_now(24))
    before = _partitions()
    statement = next(partition_statements())
    assert "now()" in statement
    _as_owner(statement.replace("now()", f"timestamptz '{moment.isoformat()}'"))
    with time_machine.travel(moment, tick=False):
        yield
    _as_owner(statement)
    for name in _partitions() - before:
        _as_owner(f"DROP TABLE {name}")


def _partitions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
        return {name for (name,) in cursor.fetchall()}


def _months_from_now(step: int) -> date:
    today = timezone.localdate()
    years, month = divmod(today.year * 12 + today.month - 1 + step, 12)
    return date(years, month + 1, 1)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())


def _month_of_trail(step: int) -> str:
    return f"audit_entry_{_months_from_now(step):%Y_%m}"


def _as_owner(statement: str) -> None:
    owner = environment.database(settings.OWNER_DATABASE_URL)
    place = {"host": owner["HOST"], "port": owner["PORT"], "dbname": connection.settings_dict["NAME"]}
    with closing(psycopg2.connect(user=owner["USER"], password=owner["PASSWORD"], **place)) as session:
        session.autocommit = True
        session.cursor().execute(statement)
