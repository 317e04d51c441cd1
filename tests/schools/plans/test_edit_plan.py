"""修改方案: texts, fee, live findings."""

from decimal import Decimal

import pytest

from audit.models import Entry
from audit.roles import Role
from tests import factories

FILLED = {name: str(value) for name, value in factories.PARTS.items()} | {
    "lesson_minutes": "40",
    "collection_channel": "school_account",
}


def edit(county, plan, role=Role.SCHOOL_ADMIN, htmx=False, **changes):
    headers = {"HX-Request": "true"} if htmx else {}
    return county.client(role).post(county.url("schools:edit_plan", pk=plan.pk), FILLED | changes, headers=headers)


def test_texts_and_fee_are_kept(linhe, draft):
    assert edit(linhe, draft, organization="副校长负责", fee_amount="1.5").status_code == 302
    draft.refresh_from_db()
    assert draft.organization == "副校长负责" and draft.fee_amount == Decimal("1.50")
    entry = Entry.objects.about(draft).get()
    assert entry.action == "plan.edit" and entry.changes["fields"] == ["fee_amount", "organization"]


@pytest.mark.req("C-44/emergency_plan", "C-44/time")
def test_a_changed_field_saves_and_answers_with_what_is_missing(linhe, draft):
    page = edit(linhe, draft, htmx=True, emergency_plan="").text
    assert 'id="findings"' in page and "<html" not in page
    assert "没有写应急预案：请写明突发情况的处置流程和责任人" in page
    assert "没有写服务时间：请添加每天的服务时段" in page
    draft.refresh_from_db()
    assert draft.emergency_plan == ""


def test_what_was_typed_stays_when_it_is_wrong(linhe, draft):
    page = edit(linhe, draft, fee_amount="两元", organization="新的分工").text
    assert "新的分工" in page and "输入一个数字" in page
    draft.refresh_from_db()
    assert draft.organization == factories.PARTS["organization"]


def test_a_teacher_may_not(linhe, draft):
    assert edit(linhe, draft, Role.TEACHER).status_code == 403


def test_another_county_does_not_see_it(linhe, draft, world):
    assert edit(world.anxi, draft).status_code == 404
    assert world.anxi.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:edit_plan", pk=draft.pk)).status_code == 404


def test_a_submitted_plan_stays_as_it_is(linhe, submitted):
    page = edit(linhe, submitted, organization="偷偷改").text
    assert "方案待审批，不能修改" in page
    submitted.refresh_from_db()
    assert submitted.organization == factories.PARTS["organization"]


@pytest.mark.req("C-39/service_charge")
def test_a_fee_through_the_parents_committee_is_named_with_its_clause(linhe, draft):
    page = edit(linhe, draft, htmx=True, collection_channel="parents_committee").text
    assert "课后服务费不能由“家长委员会代收”，只能通过学校账户收取" in page
    assert "五(二)落实经费保障" in page
