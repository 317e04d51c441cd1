"""办理离校 and 返校: off the roll, and everything the child took part in ends with it."""

import pytest

from audit.models import Entry
from audit.roles import Role
from bureaus.terms.models import Term
from enrollment.admissions.models import Application, Place
from enrollment.attendance.models import Session
from schools.pupils.models import Student

TODAY = "2021-09-06"
FORM = {"left_for": "transfer", "left_on": TODAY, "note": "转入示例二小"}


@pytest.fixture
def student(desk) -> Student:
    return desk.county.student


@pytest.fixture
def application(desk) -> Application:
    return desk.agreed("课业辅导", "科学实验")


def post(desk, name, student, data=None, role=Role.SCHOOL_ADMIN, county=None):
    county = county or desk.county
    return county.client(role).post(desk.county.url(f"schools:{name}", pk=student.pk), data or {}, follow=True)


def leave(desk, student, **change):
    return post(desk, "leave_school", student, FORM | change)


@pytest.mark.req("C-10/on_roll")
def test_the_child_is_off_the_roll_and_its_enrollment_ends_with_the_reason(desk, student, application):
    seats = desk.offering("科学实验").seats_left
    page = desk.county.client(Role.SCHOOL_ADMIN).get(desk.county.url("schools:leave_school", pk=student.pk)).text
    assert "1 份报名终止" in page and "2 个名额释放" in page
    assert "已办理离校" in leave(desk, student).text
    student.refresh_from_db()
    application.refresh_from_db()
    assert (student.status, str(student.left_on), student.left_for) == ("left", TODAY, "transfer")
    assert Entry.objects.about(student).first().action == "student.leave"
    assert application.status == "withdrawn"
    assert application.ended_reason == "孩子已办理离校：转学，2021-09-06 离校（转入示例二小）"
    assert not Place.objects.of(student.bureau_id).taken().filter(application=application).exists()
    assert desk.offering("科学实验").seats_left == seats + 1


def test_what_it_took_part_in_in_a_term_that_is_over_stays_history(desk, student, application):
    Term.objects.of(student.bureau_id).update(status="closed")
    page = desk.county.client(Role.SCHOOL_ADMIN).get(desk.county.url("schools:leave_school", pk=student.pk)).text
    assert "份报名终止" not in page and "现在没有参加课后服务" in page
    leave(desk, student)
    application.refresh_from_db()
    assert (application.status, application.ended_reason) == ("agreed", "")


@pytest.mark.req("C-10/on_roll")
def test_the_family_reads_it_and_is_invited_no_more(desk, student, application):
    leave(desk, student)
    family = desk.county.client("guardian")
    page = family.get(desk.county.url("enrollment:show_family")).text
    assert "已办理离校" in page and "孩子已办理离校：转学" in page and desk.apply_url(student) not in page
    assert family.get(desk.apply_url(student)).status_code == 404
    assert family.post(desk.apply_url(student), {"offerings": desk.pks("课业辅导")}).status_code == 404


@pytest.mark.parametrize(
    ("left_on", "days"), [(TODAY, {6}), ("2021-09-05", set())], ids=["the last day", "the day after"]
)
def test_it_is_on_the_roll_of_its_last_day_and_of_no_day_after(desk, student, application, left_on, days, clock):
    desk.plan_sessions()
    leave(desk, student, left_on=left_on)
    clock.shift(2 * 24 * 3600)
    sessions = Session.objects.of(student.bureau_id).filter(activity__name="课业辅导", day__lte="2021-09-08")
    assert sessions.count() == 3
    teacher = desk.county.client("teacher")
    listed = {
        session.day.day
        for session in sessions
        if student.name in teacher.get(desk.county.url("enrollment:take_roll", pk=session.pk)).text
    }
    assert listed == days


def test_it_stands_among_those_who_left(desk, student):
    roll = desk.county.url("schools:list_students")
    leave(desk, student)
    admin = desk.county.client(Role.SCHOOL_ADMIN)
    assert student.name not in admin.get(roll).text
    assert student.name in admin.get(f"{roll}?status=left").text


def test_back_on_the_roll_what_ended_stays_ended_and_the_family_may_apply_again(desk, student, application):
    leave(desk, student)
    assert "已回到名册" in post(desk, "return_to_school", student, {"reason": "办错了"}).text
    student.refresh_from_db()
    application.refresh_from_db()
    assert (student.status, student.left_on, student.left_for) == ("enrolled", None, "")
    assert Entry.objects.about(student).first().reason == "办错了"
    assert application.status == "withdrawn"
    assert desk.county.client("guardian").get(desk.apply_url(student)).status_code == 200
    assert desk.apply("课业辅导").status == "submitted"


@pytest.mark.parametrize("name", ["leave_school", "return_to_school"])
@pytest.mark.parametrize("role", [Role.CLASS_TEACHER, Role.PRINCIPAL])
def test_a_wrong_role_may_not(desk, student, name, role):
    assert post(desk, name, student, FORM | {"reason": "x"}, role).status_code == 403
    assert Student.objects.of(student.bureau_id).get(pk=student.pk).status == "enrolled"


@pytest.mark.parametrize("name", ["leave_school", "return_to_school"])
def test_for_another_county_the_child_does_not_exist(desk, student, world, name):
    assert post(desk, name, student, FORM | {"reason": "x"}, county=world.anxi).status_code == 404


def test_twice_is_refused(desk, student):
    leave(desk, student)
    assert "不能变为“离校”" in leave(desk, student).text


def test_who_has_not_left_cannot_return(desk, student):
    assert "不能变为“在校”" in post(desk, "return_to_school", student, {"reason": "x"}).text


def test_a_last_day_to_come_is_refused(desk, student):
    assert "离校日期不能晚于今天" in leave(desk, student, left_on="2021-09-07").text
    assert "请写明理由" in post(desk, "return_to_school", student, {"reason": " "}).text
