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


@pytest.mark.req("C-27", "B-12", "B-15")
def test_somebody_from_outside_is_registered_and_shown_as_not_yet_vetted(linhe):
    assert add(linhe).status_code == 302
    person = Staff.objects.of(linhe.bureau.pk).get(name="外聘示例")
    assert person.school == linhe.school and Entry.objects.about(person).get().action == "staff.add"
    page = linhe.client(Role.OFFICER).get(linhe.url("schools:list_staff"), {"kind": "heritage_bearer"}).text
    assert "外聘示例" in page and "不能上岗" in page and "没有无犯罪记录查询" in page


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
