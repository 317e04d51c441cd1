"""考勤 as 沙河 describes it: strictly kept, session by session."""

import pytest

from tests.desk import Desk, give_consent, open_desk

TWO_DAYS = 2 * 24 * 3600


@pytest.fixture
def desk(shahe) -> Desk:
    give_consent(shahe)
    return open_desk(shahe, shahe.approved_plan())


@pytest.mark.req("E-16/attendance")
def test_at_each_session_it_is_noted_which_child_came(desk, clock):
    county = desk.county
    first, second = desk.agreed("科学实验", n=0), desk.agreed("科学实验", n=1)
    desk.plan_sessions()
    clock.shift(TWO_DAYS)
    session, teacher = desk.session(), county.client("teacher")
    url = county.url("enrollment:take_roll", pk=session.pk)
    assert "还有 1 名学生没有点到" in teacher.post(url, {f"mark-{first.student_id}": "present"}).text
    marks = {f"mark-{first.student_id}": "present", f"mark-{second.student_id}": "absent"}
    assert teacher.post(url, marks).status_code == 302
    session.refresh_from_db()
    assert (session.status, session.present_count, session.absent_count) == ("held", 1, 1)
    stored = {a.student_id: a.status for a in session.attendances.all()}
    assert stored == {first.student_id: "present", second.student_id: "absent"}
    swapped = {f"mark-{first.student_id}": "absent", f"mark-{second.student_id}": "present"}
    assert "已经点名，考勤不能直接改动" in teacher.post(url, swapped).text
