"""服务时段: a slot that ends too late never gets in."""

import pytest

from audit.models import Entry
from audit.roles import Role
from schools.plans.models import TimeSlot
from tests import factories


def add(county, plan, role=Role.SCHOOL_ADMIN, **changes):
    data = {
        "weekdays": ["1", "2", "3", "4", "5"],
        "service": "after_school",
        "starts_at": "16:20",
        "ends_at": "18:20",
        "grade_from": "1",
        "grade_to": "6",
    }
    return county.client(role).post(county.url("schools:add_slots", pk=plan.pk), data | changes)


def slots_of(plan):
    return TimeSlot.objects.of(plan.bureau_id).filter(plan=plan)


@pytest.mark.req("C-11/primary", "C-44/time")
def test_five_days_until_1820_are_added_at_once(linhe, draft):
    assert add(linhe, draft).status_code == 302
    assert [slot.weekday for slot in slots_of(draft)] == [1, 2, 3, 4, 5]
    assert Entry.objects.about(draft).get().action == "plan.add_slots"


@pytest.mark.req("C-11/primary")
def test_1845_in_a_primary_school_is_refused_with_the_clause(linhe, draft):
    page = add(linhe, draft, ends_at="18:45").text
    assert "小学结束时间 18:45 晚于 18:30" in page
    assert "巴彦淖尔市中小学生课后服务工作实施方案" in page and "三(二)服务时间" in page
    assert 'value="18:45"' in page
    assert not slots_of(draft).exists()


@pytest.mark.req("C-11/days")
def test_saturday_is_refused(linhe, draft):
    assert "周六不是课后服务日" in add(linhe, draft, weekdays=["6"]).text


def test_a_teacher_may_not(linhe, draft):
    assert add(linhe, draft, Role.TEACHER).status_code == 403


def test_another_county_does_not_see_it(linhe, draft, world):
    assert add(world.anxi, draft).status_code == 404


def test_not_once_it_was_submitted(linhe, submitted):
    assert "方案待审批，不能修改" in add(linhe, submitted, starts_at="15:00", ends_at="16:00").text


def test_two_slots_of_one_day_do_not_overlap(linhe, draft):
    add(linhe, draft)
    page = add(linhe, draft, weekdays=["3"], starts_at="18:00", ends_at="18:25").text
    assert "与同一天的另一个时段重叠" in page
    assert slots_of(draft).count() == 5


@pytest.mark.req("C-11/primary", "C-11/junior")
def test_a_nine_year_school_has_a_limit_for_each_stage(linhe, draft):
    linhe.school.stage = "nine_year"
    linhe.school.save(update_fields=["stage"])
    assert add(linhe, draft, grade_from="1", grade_to="6").status_code == 302
    junior = {"starts_at": "16:30", "ends_at": "19:00", "grade_to": "9"}
    assert add(linhe, draft, grade_from="7", **junior).status_code == 302
    assert "小学结束时间 19:00 晚于 18:30" in add(linhe, draft, grade_from="6", **junior).text


class TestEditSlot:
    def edit(self, county, slot, role=Role.SCHOOL_ADMIN, **changes):
        data = {"weekday": "1", "service": "after_school", "starts_at": "16:20", "ends_at": "18:20"}
        data |= {"grade_from": "1", "grade_to": "6"} | changes
        return county.client(role).post(county.url("schools:edit_slot", pk=slot.pk), data)

    def test_moved(self, linhe, draft):
        slot = factories.add_slot(draft)
        assert self.edit(linhe, slot, ends_at="18:30").status_code == 302
        slot.refresh_from_db()
        assert f"{slot.ends_at:%H:%M}" == "18:30"

    def test_not_beyond_the_limit(self, linhe, draft):
        slot = factories.add_slot(draft)
        assert "晚于 18:30" in self.edit(linhe, slot, ends_at="18:31").text

    def test_wrong_role_and_wrong_county(self, linhe, draft, world):
        slot = factories.add_slot(draft)
        assert self.edit(linhe, slot, Role.TEACHER).status_code == 403
        assert self.edit(world.anxi, slot).status_code == 404


class TestRemoveSlot:
    def test_removed_and_recorded(self, linhe, draft):
        slot = factories.add_slot(draft)
        linhe.client(Role.SCHOOL_ADMIN).post(linhe.url("schools:remove_slot", pk=slot.pk))
        assert not slots_of(draft).exists()
        assert Entry.objects.about(draft).get().changes["slot"].startswith("周一 16:20–18:20")

    def test_wrong_role_and_wrong_county(self, linhe, draft, world):
        slot = factories.add_slot(draft)
        url = linhe.url("schools:remove_slot", pk=slot.pk)
        assert linhe.client(Role.TEACHER).post(url).status_code == 403
        assert world.anxi.client(Role.SCHOOL_ADMIN).post(url).status_code == 404
        assert (
            world.anxi.client(Role.SCHOOL_ADMIN).post(world.anxi.url("schools:remove_slot", pk=slot.pk)).status_code
            == 404
        )
        assert slots_of(draft).exists()
