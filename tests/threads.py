"""Several people act in the same moment: real threads, each with its own connection to a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection, models
from django.http import HttpResponse

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from tests.world import County


def at_once(county: County, *acts: Callable[[], object]) -> list[object]:
    """What each act answered, or the sentence it was refused with. Any other failure is raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            with bureau_scope(county.bureau.pk):
                start.wait(timeout=60)
                return act()
        except RuleViolation as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def all_look_before_one_writes(
    acts: Sequence[Callable[[], HttpResponse]], model: type[models.Model]
) -> list[HttpResponse]:
    """Nobody writes a row of this model before everybody has found its place free. Ordered by status code."""
    all_looked = Barrier(len(acts))

    def wait_before_writing(execute, sql, params, many, context):
        if sql.startswith(f'INSERT INTO "{model._meta.db_table}"'):
            all_looked.wait(timeout=30)
        return execute(sql, params, many, context)

    def press(act: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            with connection.execute_wrapper(wait_before_writing):
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(press, acts), key=lambda response: response.status_code)
