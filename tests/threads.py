"""Several people act in the same moment: real threads, each with its own connection to a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

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
