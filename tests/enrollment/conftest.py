"""A Monday of September 2021 in 临河区: an approved plan, enrollment open, two families that gave their consent."""

from __future__ import annotations

import pytest
import time_machine

from afterschool.papers import uploads
from bureaus.policies import services as policy_services
from enrollment.admissions.services import applications as application_services
from tests.desk import MONDAY, Desk, give_consent, open_desk
from tests.files import photograph


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def linhe(world):
    """The county with its policy, and consent given by both families."""
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=world.linhe.actor("officer"))
    give_consent(world.linhe)
    return world.linhe


@pytest.fixture
def desk(linhe) -> Desk:
    return open_desk(linhe, linhe.approved_plan())


@pytest.fixture
def claim() -> application_services.Claim:
    return application_services.Claim("subsistence_allowance", uploads.check_upload(photograph()))
