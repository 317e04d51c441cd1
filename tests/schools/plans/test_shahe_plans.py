"""What 沙河 says of a plan, in 沙河: noon and afternoon, two hours a day, each school its own."""

import pytest

from audit.roles import Role
from schools.plans.models import ServicePlan
from tests import factories
from tests.world import County


@pytest.fixture
def draft(shahe) -> ServicePlan:
    return factories.draft_plan(shahe)


def add_slots(county: County, plan: ServicePlan, starts_at: str, ends_at: str, service: str = "after_school") -> int:
    data = {"weekdays": ["1", "2", "3", "4", "5"], "service": service, "starts_at": starts_at, "ends_at": ends_at}
    url = county.url("schools:add_slots", pk=plan.pk)
    return county.client(Role.SCHOOL_ADMIN).post(url, data | {"grade_from": "1", "grade_to": "6"}).status_code


def page_of(county: County, plan: ServicePlan) -> str:
    return county.client(Role.SCHOOL_ADMIN).get(county.url("schools:show_plan", pk=plan.pk)).text


@pytest.mark.req("E-12/noon_winter")
@pytest.mark.parametrize("service", ["midday_care", "after_school"])
@pytest.mark.parametrize(("starts_at", "named"), [("12:59", True), ("13:00", False)])
def test_noon_care_begins_at_one_in_winter_whatever_it_is_called(shahe, draft, service, starts_at, named):
    assert add_slots(shahe, draft, starts_at, "14:00", service) == 302
    assert (f"周一 {starts_at}–14:00早于午间服务最早开始时间 13:00" in page_of(shahe, draft)) is named


@pytest.mark.req("E-12/until_six")
@pytest.mark.parametrize(("ends_at", "named"), [("18:00", False), ("18:01", True)])
def test_the_service_ends_at_six(shahe, draft, ends_at, named):
    add_slots(shahe, draft, "16:00", ends_at)
    assert (f"小学结束时间 {ends_at} 晚于 18:00" in page_of(shahe, draft)) is named


@pytest.mark.req("E-12/two_hours")
@pytest.mark.parametrize(("noon_ends_at", "named"), [("13:29", True), ("13:30", False)])
def test_noon_and_afternoon_together_reach_two_hours(shahe, draft, noon_ends_at, named):
    add_slots(shahe, draft, "16:30", "18:00")
    assert "小学周一服务 90 分钟，少于每日 120 分钟" in page_of(shahe, draft)
    add_slots(shahe, draft, "13:00", noon_ends_at, "midday_care")
    assert ("分钟，少于每日 120 分钟" in page_of(shahe, draft)) is named


@pytest.mark.req("E-13")
def test_each_school_has_a_plan_of_its_own(shahe, draft):
    other = factories.draft_plan(shahe, school=shahe.other_school)
    url = shahe.url("schools:create_plan")
    assert "本校本学期已有方案" in shahe.client(Role.SCHOOL_ADMIN).post(url, {"term": shahe.term.pk}).text
    add_slots(shahe, draft, "15:50", "17:50")
    assert draft.slots.count() == 5 and not other.slots.exists()
    assert add_slots(shahe, other, "15:50", "17:50") == 404


@pytest.mark.req("E-16/emergency_plan")
@pytest.mark.parametrize(("text", "named"), [("", True), ("  ", True), ("突发疾病由校医处置。", False)])
def test_a_plan_without_an_emergency_plan_is_named(shahe, text, named):
    plan = factories.complete_plan(shahe, emergency_plan=text)
    assert ("没有写应急预案" in page_of(shahe, plan)) is named
