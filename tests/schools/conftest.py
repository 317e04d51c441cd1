"""临河 with its rules, the pack of 巴彦淖尔, as the platform's demo has it; 安溪 with the packs of its own two documents."""

from datetime import date

import pytest

from audit.roles import Role
from bureaus.policies import services as policy_services
from bureaus.terms.models import Term
from schools.plans.models import ServicePlan
from schools.plans.services import plans as plan_services
from tests import factories
from tests.world import County


@pytest.fixture
def linhe(world) -> County:
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=world.linhe.actor(Role.OFFICER))
    return world.linhe


@pytest.fixture
def anxi(world) -> County:
    """安溪 in the autumn of 2021, under its plan of that year."""
    policy_services.adopt_policy_pack(pack_code="anxi_2021", by=world.anxi.actor(Role.OFFICER))
    return world.anxi


@pytest.fixture
def anxi_2023(anxi) -> County:
    """安溪 two years later, under its notice of 2023 as well."""
    term = {"year": 2023, "starts_on": date(2023, 9, 1), "ends_on": date(2024, 1, 19)}
    Term.objects.of(anxi.bureau.pk).filter(pk=anxi.term.pk).update(**term)
    anxi.term.refresh_from_db()
    policy_services.adopt_policy_pack(pack_code="anxi_2023", by=anxi.actor(Role.OFFICER))
    return anxi


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
