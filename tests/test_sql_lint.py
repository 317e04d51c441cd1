"""The statements of the product keep to one bureau, also where row-level security would hide that they do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

from afterschool.tenancy.models import TenantModel
from tests.access import ACCESS
from tests.people import BUREAU, FAMILY, INSIDE
from tests.sql_lint import lint

TENANT_TABLES = frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel))
# --- the lint itself ------------------------------------------------------------------------------------------

GOOD = {
    "one bureau": "SELECT * FROM plan WHERE plan.bureau_id = %s",
    "a table of no tenant": "SELECT * FROM holiday JOIN app_user ON (holiday.x = app_user.x) FOR UPDATE",
    "joined as Django does": (
        'SELECT 1 FROM "slot" INNER JOIN "plan" ON ("slot"."plan_id" = "plan"."id" AND "slot"."bureau_id" = '
        '("plan"."bureau_id")) WHERE "slot"."bureau_id" = %s FOR UPDATE OF "slot"'
    ),
    "both sides pinned": "SELECT 1 FROM plan a, slot b WHERE a.bureau_id = %s AND b.bureau_id = %s AND b.plan_id = a.id",
    "one value in a list": "SELECT 1 FROM plan WHERE bureau_id IN (%s) FOR UPDATE",
    "an inner query of its own": (
        "SELECT 1 FROM slot WHERE slot.bureau_id = %s AND slot.plan_id IN (SELECT u0.id FROM plan u0 WHERE u0.bureau_id = %s)"
    ),
    "an inner query that compares": (
        "SELECT 1 FROM plan WHERE EXISTS(SELECT 1 AS a FROM slot u0 WHERE u0.plan_id = plan.id AND u0.bureau_id = plan.bureau_id)"
    ),
    "the same alias in two inner queries": (
        "SELECT 1 FROM plan WHERE bureau_id = %s AND id IN (SELECT u0.plan_id FROM slot u0 WHERE u0.bureau_id = %s) "
        "AND id IN (SELECT u0.id FROM holiday u0)"
    ),
    "a conflict in the bureau": "INSERT INTO plan (bureau_id, x) VALUES (%s, %s) ON CONFLICT (bureau_id, x) DO NOTHING",
    "an update of one bureau": "UPDATE plan SET x = %s WHERE plan.bureau_id = %s AND plan.id = %s",
    "no table": "SAVEPOINT s1",
}
BAD = {
    "SELECT 1 FROM slot JOIN plan ON slot.plan_id = plan.id WHERE slot.bureau_id = %s": "joins tenant tables",
    "SELECT 1 FROM slot JOIN plan ON slot.plan_id = plan.id OR slot.bureau_id = plan.bureau_id": "joins tenant tables",
    "SELECT 1 FROM slot JOIN plan ON slot.plan_id = plan.id AND NOT (slot.bureau_id = plan.bureau_id)": "joins tenant",
    "SELECT 1 FROM plan WHERE EXISTS(SELECT 1 FROM slot u0 WHERE u0.plan_id = plan.id)": "looks at an outer row",
    "SELECT (SELECT u0.x FROM slot u0 WHERE u0.plan_id = plan.id LIMIT 1) FROM plan WHERE plan.bureau_id = %s": "looks at",
    "SELECT 1 FROM plan WHERE plan.id = %s FOR UPDATE": "locks rows of no stated bureau",
    "SELECT 1 FROM plan WHERE plan.bureau_id IN (%s, %s) FOR UPDATE": "locks rows of no stated bureau",
    "INSERT INTO plan (bureau_id, x) VALUES (%s, %s) ON CONFLICT (x) DO UPDATE SET x = 1": "looks for a conflict",
    "UPDATE plan SET x = %s WHERE EXISTS(SELECT 1 FROM slot u0 WHERE u0.plan_id = plan.id)": "looks at an outer row",
}


@pytest.mark.parametrize("sql", GOOD.values(), ids=GOOD.keys())
def test_what_keeps_to_one_bureau_passes(sql):
    assert lint(sql, {"plan", "slot"}) == []


@pytest.mark.parametrize(("sql", "offense"), BAD.items())
def test_what_crosses_bureaus_is_found(sql, offense):
    assert [line for line in lint(sql, {"plan", "slot"}) if line.startswith(offense)]


# --- the product ----------------------------------------------------------------------------------------------


class Statements:
    """Every different statement that was sent, with where it was first sent from."""

    def __init__(self) -> None:
        self.sent: dict[str, str] = {}
        self.place = ""

    @contextmanager
    def collected(self, place: str) -> Iterator[None]:
        self.place = place
        with connection.execute_wrapper(self._note):
            yield

    def _note(self, execute, sql, params, many, context):
        self.sent.setdefault(str(sql), self.place)
        return execute(sql, params, many, context)


@pytest.fixture(scope="module")
def statements(request) -> Statements:
    """What the services sent while the stage was built."""
    collection = Statements()
    with collection.collected("tests/stage.py"):
        request.getfixturevalue("built_stage")
    return collection


def one_of_each_side(roles: set[str]) -> list[str]:
    """One person of the bureau, one of the schools, one family, as far as they may."""
    sides = (roles & BUREAU, roles & (INSIDE - BUREAU), roles & FAMILY)
    return [min(side) for side in sides if side]


@pytest.mark.django_db
def test_every_statement_keeps_to_one_bureau(statements: Statements, stage):
    for route, roles in ACCESS.items():
        for role in one_of_each_side(roles):
            for method in ("GET", "POST"):
                with stage.visit(route):
                    client = stage.county.client(role)
                    with statements.collected(route):
                        stage.send(client, method, route)
    offenses = {
        f"{place}: {offense}": sql for sql, place in statements.sent.items() for offense in lint(sql, TENANT_TABLES)
    }
    assert offenses == {}
    assert len(statements.sent) > 400, "the walk did not reach the product"
