"""A term in which two children take part, and its cash desk."""

from collections.abc import Iterator

import pytest
import time_machine

from afterschool.tenancy.scopes import bureau_scope
from tests.cash import Cash, build_cash
from tests.world import World


@pytest.fixture
def cash(world) -> Cash:
    return build_cash(world.linhe)


@pytest.fixture
def committed_cash(transactional_db) -> Iterator[Cash]:
    """The same in the database for good, so that threads see it."""
    with time_machine.travel("2021-09-10 10:00+08:00", tick=False):
        county = World.build().linhe
        with bureau_scope(county.bureau.pk):
            desk = build_cash(county)
        yield desk
