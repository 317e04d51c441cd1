"""课次与点名: a session held is a fact."""

from datetime import date

import pytest

from afterschool.values.errors import RuleViolation
from audit.models import Entry
from bureaus.terms import services as term_services
from enrollment.attendance import services as attendance_services
from enrollment.attendance.models import Attendance, Session
from tests.mixed_class import AGREED, CARE, build_mixed_class

WEDNESDAY = 2 * 24 * 3600


def roll(desk, session, role="teacher", **marks):
    return desk.county.client(role).post(desk.county.url("enrollment:take_roll", pk=session.pk), marks)


@pytest.fixture
def session(desk, clock) -> Session:
    """Wednesday's science club with two children."""
    desk.agreed(n=0)
    desk.agreed(n=1)
    desk.plan_sessions()
    clock.shift(WEDNESDAY)
    return desk.session()


def marks(desk, *values) -> dict[str, str]:
    return {f"mark-{student.pk}": value for student, value in zip(desk.county.students, values, strict=False)}


@pytest.mark.req("C-50/attendance")
def test_a_roll_makes_the_session_a_fact(desk, session):
    client = desk.county.client("teacher")
    page = client.get(desk.county.url("enrollment:take_roll", pk=session.pk)).text
    assert page.count('value="present"') == page.count("checked") == 2
    note = {f"note-{desk.county.students[1].pk}": "外婆接走"}
    roll(desk, session, **marks(desk, "present", "left_early"), **note)
    session.refresh_from_db()
    assert session.status == Session.Status.HELD
    assert (session.present_count, session.absent_count) == (2, 0)
    assert session.roll_taken_by_id == desk.county.users["teacher"].pk
    stored = {a.student_id: (a.status, a.note, a.day) for a in Attendance.objects.of(session.bureau_id)}
    assert stored[desk.county.students[1].pk] == ("left_early", "外婆接走", date(2021, 9, 8))
    assert Entry.objects.of(session.bureau_id).about(session).get().action == "session.hold"


def test_absence_and_leave_count_as_not_there(desk, session):
    roll(desk, session, **marks(desk, "leave", "absent"))
    session.refresh_from_db()
    assert (session.present_count, session.absent_count) == (0, 2)


@pytest.mark.parametrize("role", ["cashier", "committee_member", "officer"])
def test_others_take_no_roll(desk, session, role):
    assert roll(desk, session, role, **marks(desk, "present", "present")).status_code == 403


def test_another_county_and_a_family_do_not_see_it(desk, session, world):
    url = world.anxi.url("enrollment:take_roll", pk=session.pk)
    assert world.anxi.client("teacher").get(url).status_code == 404
    assert desk.county.client("guardian").get(desk.county.url("enrollment:take_roll", pk=session.pk)).status_code == 404


@pytest.mark.req("C-50/attendance")
def test_a_roll_is_taken_once_and_only_corrected_elsewhere(desk, session):
    roll(desk, session, **marks(desk, "present", "present"))
    answer = roll(desk, session, **marks(desk, "absent", "absent"))
    assert "已经点名，考勤不能直接改动" in answer.text
    session.refresh_from_db()
    assert session.present_count == 2


def test_a_child_left_out_is_named_by_number_and_nothing_is_written(desk, session):
    answer = roll(desk, session, **marks(desk, "present"))
    assert "还有 1 名学生没有点到" in answer.text
    assert not Attendance.objects.of(session.bureau_id).exists()


def test_a_mark_that_does_not_exist_is_refused(desk, session):
    assert roll(desk, session, **marks(desk, "present", "asleep")).status_code == 200
    session.refresh_from_db()
    assert session.status == Session.Status.PLANNED


def test_nobody_takes_the_roll_ahead(desk, session, clock):
    clock.shift(-WEDNESDAY)
    assert "不能提前点名" in roll(desk, session, **marks(desk, "present", "present")).text


@pytest.mark.req("C-47/no_roll")
def test_without_an_agreement_there_is_no_attendance(desk, session):
    desk.county.client("guardian").post(desk.county.url("enrollment:withdraw_application", pk=_application(desk, 0).pk))
    page = desk.county.client("teacher").get(desk.county.url("enrollment:take_roll", pk=session.pk)).text
    assert desk.county.students[0].name not in page
    desk.county.client("teacher").post(
        desk.county.url("enrollment:take_roll", pk=session.pk), marks(desk, "present", "present")
    )
    assert Attendance.objects.of(session.bureau_id).get().student_id == desk.county.students[1].pk


@pytest.mark.req("C-47/no_roll", "C-10/on_roll")
def test_the_roll_is_of_those_who_agreed_and_still_take_part(desk):
    mixed = build_mixed_class(desk)
    attended = Attendance.objects.of(desk.county.bureau.pk).values_list("student_id", "status")
    assert {name: status for pk, status in attended for name in mixed.names([pk])} == {
        "came": "present",
        "came_without_need": "present",
        "absent": "absent",
    }
    tomorrow = Session.objects.of(desk.county.bureau.pk).filter(activity__name=CARE, status="planned").first()
    page = desk.county.client("teacher").get(desk.county.url("enrollment:take_roll", pk=tomorrow.pk)).text
    assert {name for name, child in mixed.children.items() if child.name in page} == set(AGREED)


@pytest.mark.req("C-47/no_roll")
def test_nobody_else_is_marked_even_where_a_roll_names_them(desk, clock):
    mixed = build_mixed_class(desk)
    clock.shift(24 * 3600)
    session = Session.objects.of(desk.county.bureau.pk).get(activity__name=CARE, day=date(2021, 9, 7))
    agreed = {mixed[name].pk: "present" for name in AGREED}
    for name in ("unsigned", "waiting", "refused", "withdrew", "left", "unneeded"):
        with pytest.raises(RuleViolation, match="没有签订这个项目的服务协议"):
            attendance_services.take_roll(
                session=session, marks=agreed | {mixed[name].pk: "present"}, by=desk.county.actor("teacher")
            )
    assert not session.attendances.exists()
    attendance_services.take_roll(session=session, marks=agreed, by=desk.county.actor("teacher"))
    assert mixed.names(session.attendances.values_list("student_id", flat=True)) == set(AGREED)


def _application(desk, n):
    return desk.county.students[n].applications.get(status="agreed")


def test_rows_of_attendance_lie_in_their_month(desk, session):
    roll(desk, session, **marks(desk, "present", "present"))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tableoid::regclass::text FROM enrollment_attendance_attendance")
        (partition,) = cursor.fetchone()
    assert partition != "enrollment_attendance_attendance"
    assert partition.startswith("enrollment_attendance_")


# --- planning --------------------------------------------------------------------------------------------


def test_sessions_follow_the_calendar_and_planning_twice_adds_nothing(desk):
    term_services.seed_holidays([2021, 2022])
    desk.agreed("课业辅导")
    first = desk.plan_sessions()
    days = set(Session.objects.of(desk.county.bureau.pk).values_list("day", flat=True))
    assert first == len(days)
    assert date(2021, 9, 20) not in days  # 中秋节
    assert date(2021, 9, 18) in days  # the Saturday worked for it
    assert date(2021, 10, 1) not in days
    assert min(days) == date(2021, 9, 6)
    assert desk.plan_sessions() == 0


def test_nobody_but_the_system_plans_and_only_what_somebody_agreed_to(desk):
    desk.agreed("课业辅导")
    desk.apply("科学实验", n=1)
    desk.plan_sessions()
    names = set(Session.objects.of(desk.county.bureau.pk).values_list("activity__name", flat=True))
    assert names == {"课业辅导"}


def test_a_session_is_cancelled_with_a_reason(desk, session):
    url = desk.county.url("enrollment:cancel_session", pk=session.pk)
    assert desk.county.client("teacher").post(url, {"reason": "教师培训"}).status_code == 403
    assert "请写明理由" in desk.county.client("duty_leader").post(url, {"reason": ""}).text
    desk.county.client("duty_leader").post(url, {"reason": "教师培训"})
    session.refresh_from_db()
    assert session.status == Session.Status.CANCELLED
    assert "这节课已取消，不能点名：教师培训" in roll(desk, session, **marks(desk, "present", "present")).text
    assert session.cancelled_for == Session.Cause.HAND
    for client, address in [
        (desk.county.client("teacher"), desk.county.url("enrollment:take_roll", pk=session.pk)),
        (desk.county.client("teacher"), desk.county.url("enrollment:list_sessions") + "?day=2021-09-08"),
        (desk.county.client("guardian"), desk.county.url("enrollment:list_family_sessions", pk=desk.county.student.pk)),
    ]:
        assert "教师培训" in client.get(address).text


def test_lists_of_sessions_and_rosters(desk, session, django_assert_max_num_queries):
    client = desk.county.client("teacher")
    with django_assert_max_num_queries(16):
        page = client.get(desk.county.url("enrollment:list_sessions")).text
    assert "科学实验" in page
    assert "科学实验" not in client.get(desk.county.url("enrollment:list_sessions") + "?day=2021-09-09").text
    assert client.get(desk.county.url("enrollment:list_sessions") + "?day=nonsense").status_code == 200
    roster = desk.county.url("enrollment:show_roster", pk=session.offering_id)
    assert "示例学生甲" in client.get(roster).text
    masked = client.get(roster + "?names=masked").text
    assert "示***甲" in masked
    assert "示例学生甲" not in masked
    assert desk.county.client("officer").get(roster).status_code == 403
    family = desk.county.client("guardian").get(
        desk.county.url("enrollment:list_family_sessions", pk=desk.county.student.pk)
    )
    assert "科学实验" in family.text
