"""有需求的学生全覆盖 in 沙河: who needs it, who has it, who was seen there — and who is none of these."""

from datetime import date

import pytest

from accounts.models.guardian import Guardian
from enrollment.attendance.models import Session
from rectification.indicators.reports import indicators as indicator_reports
from schools.pupils import services as pupil_services
from schools.pupils.models import Student
from tests.clues import at
from tests.crowd import families
from tests.desk import Desk, give_consent, open_desk
from tests.world import County

WEDNESDAY = "2021-09-22"
CAME, ABSENT, NEEDS_NOTHING, LEFT, REFUSED_IT = range(5)  # 丙, the sixth, needs it and never applied


@pytest.fixture
def desk(shahe) -> Desk:
    """Six children, each different; those who agreed stand on the roll of Wednesday."""
    third = shahe.students.pop()
    for by, student_id in families(shahe, 3):
        shahe.students.append(Student.objects.of(shahe.bureau.pk).get(pk=student_id))
        shahe.guardians.append(Guardian.objects.of(shahe.bureau.pk).get(pk=by.guardian_id))
    give_consent(shahe)
    desk = open_desk(shahe, shahe.approved_plan())
    for n in (CAME, ABSENT, NEEDS_NOTHING, LEFT):
        desk.agreed("课业辅导", n=n)
    withdrawn = desk.agreed("课业辅导", n=REFUSED_IT)
    survey(shahe, needing=[third, *(child for n, child in enumerate(shahe.students) if n != NEEDS_NOTHING)])
    desk.plan_sessions()
    url = shahe.url("enrollment:withdraw_application", pk=withdrawn.pk)
    shahe.guardians.insert(0, shahe.guardians[REFUSED_IT])
    assert shahe.client("guardian").post(url).status_code == 302
    shahe.guardians.pop(0)
    pupil_services.leave_school(
        student=shahe.students[LEFT], left_for="transfer", left_on=date(2021, 9, 20), by=shahe.actor("school_admin")
    )
    return desk


def survey(county: County, needing: list[Student]) -> None:
    """Through the page: everybody of the class answers."""
    class_ = Student.objects.of(county.bureau.pk).filter(school_class=county.school_class)
    answers = {f"student-{student.pk}": "5" if student in needing else "0" for student in class_}
    url = county.url("schools:record_survey", pk=county.school_class.pk)
    county.client("school_admin").post(url, answers | {"term": county.term.pk})


def take_roll(desk: Desk) -> None:
    county = desk.county
    [session] = Session.objects.of(county.bureau.pk).filter(activity__name="课业辅导", day=WEDNESDAY)
    marks = {CAME: "present", ABSENT: "absent", NEEDS_NOTHING: "present"}
    roll = {f"mark-{county.students[n].pk}": mark for n, mark in marks.items()}
    assert county.client("teacher").post(county.url("enrollment:take_roll", pk=session.pk), roll).status_code == 302


def standing(desk: Desk):
    computed = indicator_reports.compute_indicators(desk.county.bureau.pk, date(2021, 9, 30))
    return next(row for row in computed.standings if row.definition.code == "needing_pupil_coverage")


@pytest.mark.req("E-27", "E-03/questionnaires")
def test_only_who_needs_it_counts_and_only_who_came_is_verified(desk):
    """Who needs it and is still here: 甲, 乙, who withdrew, 丙. Of these 甲 and 乙 have an agreement; 甲 came."""
    page = desk.county.client("school_admin").get(desk.county.url("schools:show_survey"))
    demand = page.context["demand"]
    assert (demand.enrolled, demand.answered, demand.needing, demand.open) == (5, 5, 4, 0)
    with at(WEDNESDAY, 18):
        take_roll(desk)
    row = standing(desk)
    assert (row.declared.numerator, row.verified.numerator, row.verified.denominator) == (2, 1, 4)
    assert row.is_met is False and row.target.percent == 100
    assert str(row.target.clause) == "《对政协沙河市九届委员会第二次会议第89号提案的答复》四"
