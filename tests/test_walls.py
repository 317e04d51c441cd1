"""The walls between tenants that stand in the database, each tried alone. The first stands in the source: test_ast_wall.py."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from afterschool.tenancy.scopes import NO_SCOPE, bureau_scope, scope_of
from afterschool.tenancy.walls import tenant_models
from audit.models import Entry
from audit.workflow import record
from schools.pupils.models import Student
from schools.register.models import School


def test_wall_2_no_scope_shows_no_row(world):
    with scope_of(NO_SCOPE):
        assert School.objects.of(world.linhe.bureau.pk).count() == 0


def test_wall_2_raw_sql_as_the_application_role_sees_only_the_scope(world):
    with bureau_scope(world.linhe.bureau.pk), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        _, is_super, bypasses = cursor.fetchone()
        assert not is_super and not bypasses
        cursor.execute("SELECT DISTINCT bureau_id FROM schools_pupils_student")
        assert cursor.fetchall() == [(world.linhe.bureau.pk,)]


def test_wall_2_a_foreign_row_cannot_be_written(world):
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with bureau_scope(world.linhe.bureau.pk), refused, transaction.atomic():
        School.objects.of(world.anxi.bureau.pk).create(code="X", name="X", stage="primary", area="urban")


def test_wall_2_stands_around_every_tenant_table(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
    assert {model._meta.db_table for model in tenant_models()} <= walled


def test_wall_2_no_partition_is_reached_beside_its_walled_table(db):
    """Policies stand on the whole table: its months have none, so the application may do nothing with them."""
    rights = "SELECT, INSERT, UPDATE, DELETE, REFERENCES, TRIGGER"
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, has_table_privilege(oid, %s) FROM pg_class WHERE relispartition", [rights])
        reachable = dict(cursor.fetchall())
    assert "audit_entry_default" in reachable
    assert not [name for name, can_reach in reachable.items() if can_reach]


def test_wall_3_a_foreign_key_to_another_bureau_is_refused(world):
    with pytest.raises(IntegrityError, match="violates foreign key"), transaction.atomic():
        Student.objects.of(world.linhe.bureau.pk).create(
            school_id=world.anxi.school.pk,
            school_class_id=world.linhe.school_class.pk,
            name="示例",
            student_number="9",
        )


def test_wall_3_keys_hold_the_bureau_in_every_tenant_table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype IN ('p', 'f')"
        )
        rows = cursor.fetchall()
    tables = {model._meta.db_table for model in tenant_models()}
    for table, definition in rows:
        if table in tables and (
            definition.startswith("PRIMARY") or definition.split("REFERENCES ")[1].split("(")[0] in tables
        ):
            assert "bureau_id" in definition, f"{table}: {definition}"


def test_wall_3_a_row_cannot_move_to_another_bureau(world):
    school = world.linhe.school
    school.bureau = world.anxi.bureau
    with pytest.raises(ValueError, match="cannot move"):
        school.save()


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"])
def test_wall_4_a_trace_cannot_be_changed(world, statement):
    record("test", world.linhe.school, by=world.linhe.actor("officer"))
    assert Entry.objects.of(world.linhe.bureau.pk).exists()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_scope_ends_with_its_block_and_gives_the_outer_one_back(world):
    with bureau_scope(world.linhe.bureau.pk):
        with bureau_scope(world.anxi.bureau.pk):
            assert School.objects.of(world.linhe.bureau.pk).count() == 0
        assert School.objects.of(world.linhe.bureau.pk).count() == 2
        with pytest.raises(ZeroDivisionError), bureau_scope(world.anxi.bureau.pk):
            raise ZeroDivisionError
        assert School.objects.of(world.linhe.bureau.pk).count() == 2
