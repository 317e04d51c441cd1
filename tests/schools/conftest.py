"""临河 with its rules: the pack of 巴彦淖尔 adopted, as the platform's demo does."""

import pytest

from audit.roles import Role
from bureaus.policies import services as policy_services
from schools.plans.models import ServicePlan
from schools.plans.services import plans as plan_services
from tests import factories
from tests.world import County


@pytest.fixture
def linhe(world) -> County:
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=world.linhe.actor(Role.OFFICER))
    return world.linhe


@pytest.fixture
def draft(linhe) -> ServicePlan:
    """A draft with its texts, without slots and activities."""
    return factories.draft_plan(linhe)


@pytest.fixture
def complete(linhe) -> ServicePlan:
    """A draft that lacks nothing."""
    return factories.complete_plan(linhe)


@pytest.fixture
def submitted(linhe, complete) -> ServicePlan:
    return plan_services.submit_plan(plan=complete, by=linhe.actor(Role.SCHOOL_ADMIN))
