"""服务人员与人才库."""

import pytest

from audit.models import Entry
from audit.roles import Role
from schools.staff.models import Staff

PERSON = {
    "name": "外聘示例",
    "kind": "heritage_bearer",
    "qualification": "剪纸传承人",
    "volunteered": "on",
    "is_active": "on",
}


def add(county, role=Role.SCHOOL_ADMIN, **changes):
    return county.client(role).post(county.url("schools:add_staff"), PERSON | changes)


@pytest.mark.req("C-27")
@pytest.mark.parametrize("kind", ["retired_teacher", "professional", "volunteer"])
def test_each_kind_of_the_document_may_be_engaged(linhe, kind):
    assert add(linhe, kind=kind).status_code == 302
    page = linhe.client(Role.OFFICER).get(linhe.url("schools:list_staff"), {"kind": kind}).text
    assert "外聘示例" in page and "不能上岗" in page


@pytest.mark.req("C-27")
def test_somebody_from_outside_is_registered_and_shown_as_not_yet_vetted(linhe):
    assert add(linhe).status_code == 302
    person = Staff.objects.of(linhe.bureau.pk).get(name="外聘示例")
    assert person.school == linhe.school and Entry.objects.about(person).get().action == "staff.add"
    page = linhe.client(Role.OFFICER).get(linhe.url("schools:list_staff"), {"kind": "heritage_bearer"}).text
    assert "外聘示例" in page and "不能上岗" in page and "没有无犯罪记录查询" in page


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        pytest.param("heritage_bearer", "volunteer", marks=pytest.mark.req("A-18/heritage", "B-12/heritage")),
        pytest.param("retired_teacher", "own_teacher", marks=pytest.mark.req("A-18/retired", "B-12/retired")),
        pytest.param("own_teacher", "retired_teacher", marks=pytest.mark.req("A-18/teachers")),
        pytest.param("volunteer", "professional", marks=pytest.mark.req("A-18/citizens", "B-12/volunteer")),
        pytest.param("professional", "volunteer", marks=pytest.mark.req("B-12/professional")),
    ],
)
def test_who_may_serve_in_anxi_is_registered_and_found_as_what_they_are(anxi, kind, other):
    assert add(anxi, kind=kind).status_code == 302
    officer, url = anxi.client(Role.OFFICER), anxi.url("schools:list_staff")
    assert "外聘示例" in officer.get(url, {"kind": kind}).text
    assert "外聘示例" not in officer.get(url, {"kind": other}).text


@pytest.mark.req("B-15/pool")
def test_the_bureau_sees_the_people_of_all_its_schools_in_one_list_and_no_others(anxi, linhe):
    for county, name in ((anxi, "退休示例"), (linhe, "临河示例")):
        Staff.objects.of(county.bureau.pk).create(school=county.other_school, name=name, kind="retired_teacher")
    add(anxi)
    page = anxi.client(Role.OFFICER).get(anxi.url("schools:list_staff")).text
    assert "外聘示例" in page and "退休示例" in page and "临河示例" not in page
    for name in (anxi.school.name, anxi.other_school.name):
        assert name in page
    retired = anxi.client(Role.OFFICER).get(anxi.url("schools:list_staff"), {"kind": "retired_teacher"}).text
    assert "退休示例" in retired and "外聘示例" not in retired


@pytest.mark.req("C-51/persons")
def test_vetted_they_may_serve(linhe):
    add(linhe)
    person = Staff.objects.of(linhe.bureau.pk).get(name="外聘示例")
    vetted = PERSON | {"record_checked_on": "2021-08-01", "vetting_expires_on": "2099-07-31"}
    answer = linhe.client(Role.SCHOOL_ADMIN).post(linhe.url("schools:edit_staff", pk=person.pk), vetted)
    assert answer.status_code == 302
    assert Entry.objects.about(person).first().changes["vetting_expires_on"] == "2099-07-31"
    assert "不能上岗" not in linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:list_staff")).text


def test_wrong_role_and_wrong_county(linhe, world):
    assert add(linhe, Role.TEACHER).status_code == 403 and add(linhe, Role.OFFICER).status_code == 403
    url = linhe.url("schools:edit_staff", pk=linhe.teacher.pk)
    assert linhe.client(Role.TEACHER).post(url, PERSON).status_code == 403
    assert (
        world.anxi.client(Role.SCHOOL_ADMIN)
        .post(world.anxi.url("schools:edit_staff", pk=linhe.teacher.pk), PERSON)
        .status_code
        == 404
    )
    assert linhe.client(Role.COMMITTEE_MEMBER).get(linhe.url("schools:list_staff")).status_code == 403


def test_a_wrong_date_keeps_what_was_typed(linhe):
    page = add(linhe, record_checked_on="去年").text
    assert "剪纸传承人" in page and "输入一个有效的日期" in page
    assert not Staff.objects.of(linhe.bureau.pk).filter(name="外聘示例").exists()
