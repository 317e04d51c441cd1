"""活动."""

import pytest

from audit.models import Entry
from audit.roles import Role
from providers.register.models import Provider
from schools.plans.models import Activity
from tests import city, factories
from tests.credit_codes import CREDIT_CODE
from tests.desk import MONDAY


def add(county, plan, role=Role.SCHOOL_ADMIN, **changes):
    data = {
        "name": "科学实验",
        "kind": "club",
        "category": "science_education",
        "weekdays": ["2", "4"],
        "starts_at": "17:20",
        "ends_at": "18:20",
        "grade_from": "3",
        "grade_to": "6",
        "capacity": "30",
        "teacher": county.teacher.pk,
        "venue": "实验室",
        "content": "观察与动手实验",
    }
    return county.client(role).post(county.url("schools:add_activity", pk=plan.pk), data | changes)


@pytest.mark.req("C-14")
def test_a_club_is_added(linhe, draft):
    assert add(linhe, draft).status_code == 302
    activity = Activity.objects.of(linhe.bureau.pk).get()
    assert (activity.weekdays, activity.capacity, activity.grades_label) == ([2, 4], 30, "三至六年级")
    assert Entry.objects.about(draft).get().action == "plan.add_activity"


@pytest.mark.req("C-22/kinds")
@pytest.mark.parametrize(
    ("name", "category", "label"),
    [
        ("合唱", "arts", "文艺"), ("足球", "physical_activity", "体育活动"), ("种植", "labor", "劳动"), ("晨读", "reading", "阅读"),
        ("心语", "mental_health", "心理辅导"), ("科普", "science_education", "科学教育"), ("航模", "interest_group", "兴趣小组及社团"),
    ],
)  # fmt: skip
def test_each_named_kind_is_put_into_a_plan_and_read_on_its_page(linhe, draft, name, category, label):
    assert add(linhe, draft, name=name, category=category).status_code == 302
    page = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:show_plan", pk=draft.pk)).text
    assert Activity.objects.of(linhe.bureau.pk).get().category == category
    assert name in page and label in page


@pytest.mark.req("C-22/kinds")
def test_the_menu_knows_every_category_of_the_documents(linhe, draft):
    page = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:add_activity", pk=draft.pk)).text
    for category in ("作业辅导", "体育活动", "科学教育", "文艺", "劳动", "阅读", "心理辅导", "兴趣小组及社团"):
        assert f">{category}</option>" in page


@pytest.mark.req("C-03/no_refusal")
def test_base_care_has_no_limit(linhe, draft):
    page = add(linhe, draft, kind="base_care").text
    assert "基础看护不限人数，不得拒绝学生" in page


def test_wrong_role_and_wrong_county(linhe, draft, world):
    assert add(linhe, draft, Role.TEACHER).status_code == 403
    assert add(world.anxi, draft).status_code == 404


def test_a_teacher_of_another_county_or_school_cannot_be_named(linhe, draft, world):
    for stranger in (world.anxi.teacher, linhe.teacher_at(linhe.other_school, name="别校教师")):
        assert "选择一个有效的选项" in add(linhe, draft, teacher=stranger.pk).text
    assert not Activity.objects.of(linhe.bureau.pk).exists()


def test_not_once_it_was_submitted(linhe, submitted):
    assert "方案待审批，不能修改" in add(linhe, submitted).text


def test_a_name_stands_once(linhe, draft):
    add(linhe, draft)
    assert "方案里已有同名活动" in add(linhe, draft).text


def test_a_blacklisted_provider_is_refused(linhe, draft, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    provider = Provider.objects.of(linhe.bureau.pk).create(
        name="示例机构", credit_code=CREDIT_CODE, status=Provider.Status.SHORTLISTED
    )
    city.blacklist(linhe.bureau)
    assert "在黑名单上" in add(linhe, draft, provider=provider.pk).text


class TestEditActivity:
    def test_changed(self, linhe, draft):
        activity = factories.add_activity(draft, linhe.teacher_at(draft.school), "篮球", "club", "arts", capacity=3)
        data = {
            "name": "足球", "kind": "club", "category": "physical_activity", "weekdays": ["1"], "starts_at": "17:00",
            "ends_at": "18:00", "grade_from": "1", "grade_to": "6", "capacity": "20", "teacher": activity.teacher_id,
        }  # fmt: skip
        url = linhe.url("schools:edit_activity", pk=activity.pk)
        assert linhe.client(Role.TEACHER).post(url, data).status_code == 403
        assert linhe.client(Role.SCHOOL_ADMIN).post(url, data).status_code == 302
        activity.refresh_from_db()
        assert (activity.name, activity.capacity, activity.days_label) == ("足球", 20, "周一")


class TestRemoveActivity:
    def test_removed_by_the_school_alone(self, linhe, draft, world):
        activity = factories.add_activity(draft, linhe.teacher_at(draft.school), "篮球", "club", "arts", capacity=3)
        url = linhe.url("schools:remove_activity", pk=activity.pk)
        assert linhe.client(Role.CASHIER).post(url).status_code == 403
        assert world.anxi.client(Role.SCHOOL_ADMIN).post(url).status_code == 404
        assert linhe.client(Role.SCHOOL_ADMIN).post(url).status_code == 302
        assert not Activity.objects.of(linhe.bureau.pk).exists()
        assert Entry.objects.about(draft).get().changes == {"activity": "篮球"}
