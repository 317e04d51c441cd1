"""A term in which two children take part, and its cash desk."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import time_machine

from afterschool.tenancy.scopes import bureau_scope
from audit.roles import Role
from tests import factories
from tests.cash import Cash, build_cash
from tests.desk import Desk, give_consent, open_desk
from tests.world import World, build_county


@pytest.fixture
def cash(world) -> Cash:
    return build_cash(world.linhe)


@pytest.fixture
def qilin_desk(db) -> Iterator[Desk]:
    """麒麟区 in autumn 2024, when the nation's notice holds over 曲靖's draft: 甲 has an agreement, 乙 is only accepted."""
    county = build_county("530302", "qujing_2020_draft", year=2024)
    with time_machine.travel("2024-09-09 10:00+08:00", tick=False), bureau_scope(county.bureau.pk):
        county.join("class_committee", Role.COMMITTEE_MEMBER, school_class=county.school_class)
        give_consent(county)
        fee = {"fee_amount": Decimal("300.00"), "fee_unit": "term", "collection_channel": "school_account"}
        desk = open_desk(county, factories.approved_plan(county, **fee))
        desk.agreed("课业辅导", n=0)
        desk.accept(desk.apply("课业辅导", n=1))
        yield desk


@pytest.fixture
def committed_cash(transactional_db) -> Iterator[Cash]:
    """The same in the database for good, so that threads see it."""
    with time_machine.travel("2021-09-10 10:00+08:00", tick=False):
        county = World.build().linhe
        with bureau_scope(county.bureau.pk):
            desk = build_cash(county)
        yield desk
