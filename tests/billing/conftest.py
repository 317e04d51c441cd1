"""A term in which two children take part, and its cash desk."""

import pytest

from tests.cash import Cash, build_cash


@pytest.fixture
def cash(world) -> Cash:
    return build_cash(world.linhe)
