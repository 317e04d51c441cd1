"""拟定方案."""

import pytest

from audit.models import Entry
from audit.roles import Role
from schools.plans.models import Activity, ServicePlan, TimeSlot
from tests import factories


def create(county, role=Role.SCHOOL_ADMIN, **data):
    data.setdefault("term", county.term.pk)
    return county.client(role).post(county.url("schools:create_plan"), data)


def test_a_draft_begins(linhe):
    answer = create(linhe)
    plan = ServicePlan.objects.of(linhe.bureau.pk).get()
    assert answer.status_code == 302 and answer.url == linhe.url("schools:edit_plan", pk=plan.pk)
    assert plan.status == "draft" and plan.school == linhe.school
    assert Entry.objects.about(plan).get().action == "plan.create"


def test_last_terms_plan_is_copied_with_its_parts(linhe):
    earlier = factories.complete_plan(linhe)
    earlier.status = ServicePlan.Status.WITHDRAWN
    earlier.save(update_fields=["status"])
    create(linhe, copied_from=earlier.pk)
    plan = ServicePlan.objects.of(linhe.bureau.pk).get(status="draft")
    assert plan.emergency_plan == earlier.emergency_plan
    assert TimeSlot.objects.of(linhe.bureau.pk).filter(plan=plan).count() == 5
    assert Activity.objects.of(linhe.bureau.pk).filter(plan=plan).count() == 4


def test_a_teacher_may_not(linhe):
    assert create(linhe, Role.TEACHER).status_code == 403


def test_another_countys_term_and_plan_are_unknown(linhe, world):
    other = factories.draft_plan(world.anxi)
    assert "选择一个有效的选项" in create(linhe, term=world.anxi.term.pk).text
    assert "选择一个有效的选项" in create(linhe, copied_from=other.pk).text


@pytest.mark.req("C-60/one")
def test_one_plan_a_term(linhe, draft):
    assert "本校本学期已有方案" in create(linhe).text
    assert ServicePlan.objects.of(linhe.bureau.pk).count() == 1
