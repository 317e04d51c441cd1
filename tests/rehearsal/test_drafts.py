"""The plans that people of a run mean to file obey the rules of their own county, whatever those are."""

from __future__ import annotations

from datetime import date, time

import pytest

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.vocabulary import Area, SchoolStage
from audit.roles import Role
from bureaus.policies import services as policy_services
from bureaus.policies.values import Severity
from bureaus.terms import services as term_services
from bureaus.terms.models import Term
from rehearsal import clock, tree
from rehearsal.counties import COUNTIES
from rehearsal.county import County, Size, actor_at
from rehearsal.people import hire_whole_school
from rehearsal.schools.plans.drafts import draft_of
from schools.plans.models import ServicePlan
from schools.plans.reports import facts as plan_facts
from schools.plans.services import parts as part_services
from schools.plans.services import plans as plan_services
from schools.register.models import School
from schools.staff.models import Staff

BEGINS_ON = date(2026, 8, 20)
LATEST_END = {
    "150802": {"primary": time(18, 30), "junior": time(19, 0), "nine_year": time(18, 30)},
    "530302": dict.fromkeys(SchoolStage.values, time(18, 0)),
    "130582": dict.fromkeys(SchoolStage.values, time(18, 0)),
}


@pytest.fixture
def counties(db):
    """The four counties with the packs of their documents."""
    with clock.stopped_at(BEGINS_ON):
        counties = {county.code: county for county in tree.raise_counties(1, BEGINS_ON, lambda _: Size(), COUNTIES)}
        for county in counties.values():
            for bureau, packs in ((county.above, county.data.prefecture_packs), (county.bureau, county.data.packs)):
                with bureau_scope(bureau.pk):
                    for pack in packs:
                        policy_services.adopt_policy_pack(pack_code=pack, by=actor_at(bureau, Role.OFFICER))
        yield counties


def write(county: County, stage: str, area: str) -> ServicePlan:
    """The plan of a new school, written part by part through the services."""
    term = term_of(county)
    school = School.objects.of(county.pk).create(code=f"{stage}-{area}"[:20], name="示例学校", stage=stage, area=area)
    hire_whole_school(county.bureau, school, School.objects.of(county.pk).count(), "!")
    for n in range(8):
        Staff.objects.of(county.pk).create(school=school, name=f"张示例{n}", qualification="教师资格证")
    admin = county.staff(Role.SCHOOL_ADMIN, school)
    plan = plan_services.create_plan(school=school, term=term, by=admin)
    draft = draft_of(county, school, term.starts_on)
    plan_services.edit_plan(plan=plan, by=admin, **draft.texts)
    part_services.add_slots(plan=plan, weekdays=[1, 2, 3, 4, 5], by=admin, **draft.slot)
    for values in draft.activities:
        part_services.add_activity(plan=plan, by=admin, **values)
    return ServicePlan.objects.of(county.pk).select_related("school", "term").get(pk=plan.pk)


def term_of(county: County) -> Term:
    values = {"year": 2026, "season": "autumn", "starts_on": date(2026, 9, 1), "ends_on": date(2027, 1, 22)}
    known = Term.objects.of(county.pk).first()
    return known or term_services.open_term(by=county.bureau_actor(Role.OFFICER), **values)


@pytest.mark.parametrize("code", [county.code for county in COUNTIES])
def test_a_plan_obeys_its_county(counties, code):
    county = counties[code]
    with bureau_scope(county.pk):
        for stage in SchoolStage.values:
            for area in Area.values:
                plan = write(county, stage, area)
                findings = plan_facts.findings_of(plan)
                assert [str(finding) for finding in findings if finding.severity is not Severity.NOTE] == []
                ends = {slot.ends_at for slot in plan.slots.all()}
                assert ends == {LATEST_END.get(code, {}).get(stage, time(18, 30))}
                assert plan.fee_amount == (county.data.fee or 0)
