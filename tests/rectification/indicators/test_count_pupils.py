"""有需求学生覆盖率: who is counted, in a school where every child has another story."""

import pytest
import time_machine

from audit.actors import Actor
from bureaus.policies import services as policy_services
from enrollment.attendance.models import Session
from rectification.indicators import services
from rectification.indicators.models import IndicatorSnapshot
from tests.desk import MONDAY, open_desk
from tests.mixed_class import MixedClass, build_mixed_class


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def mixed(world) -> MixedClass:
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=world.linhe.actor("officer"))
    return build_mixed_class(open_desk(world.linhe, world.linhe.approved_plan()))


def counted(mixed: MixedClass, code: str) -> tuple[int, int, int]:
    """Agreed, attended, and out of how many, as the snapshot keeps them."""
    bureau = mixed.desk.county.bureau.pk
    services.take_snapshots(bureau, on=MONDAY.date(), reason="asked", by=Actor.system(bureau))
    row = IndicatorSnapshot.objects.of(bureau).filter(indicator__code=code).latest("pk")
    return row.declared_numerator, row.verified_numerator, row.denominator


@pytest.mark.req("C-02/pupils")
def test_of_those_who_need_it_those_who_agreed_and_those_who_came(mixed):
    """Seven on the roll need it; two of them agreed, one came. Who needs nothing, left or never answered is not among them."""
    assert counted(mixed, "needing_pupil_coverage") == (2, 1, 7)


@pytest.mark.req("C-02/pupils")
def test_who_came_long_ago_or_was_absent_is_not_seen(mixed):
    attendances = mixed.desk.session("课业辅导").attendances
    attendances.filter(student=mixed["came"]).update(status="leave")
    assert counted(mixed, "needing_pupil_coverage") == (2, 0, 7)


def test_of_all_pupils_those_who_take_part(mixed):
    """Three of the first cast, eleven of the class, one of whom has left."""
    assert counted(mixed, "pupil_participation") == (3, 2, 13)


@pytest.mark.req("C-02/schools")
def test_a_school_counts_as_seen_only_where_a_session_was_held_with_a_child(mixed):
    assert counted(mixed, "school_coverage") == (1, 1, 2)
    Session.objects.of(mixed.desk.county.bureau.pk).held().update(present_count=0)
    assert counted(mixed, "school_coverage") == (1, 0, 2)
