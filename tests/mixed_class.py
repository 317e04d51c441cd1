"""A class as it is: beside the child that needs the service, agreed and came, those of whom one of these is not true.

A question that forgets one of its filters counts one of them too many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from audit.actors import Actor
from enrollment.admissions.models import Application
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import reviewing
from enrollment.attendance import reports as attendance_reports
from enrollment.attendance import services as attendance_services
from schools.pupils import services as pupil_services
from schools.pupils.models import Student
from schools.surveys import services as survey_services
from tests import crowd
from tests.desk import Desk

NEEDS = ("came", "absent", "unsigned", "waiting", "refused", "withdrew", "left", "never_asked")
AGREED = ("came", "absent", "came_without_need")
CARE, CLUB = "课业辅导", "篮球社"


@dataclass
class MixedClass:
    """Children by what became of them, on the day the round opened, all through the services.

    came               needs the service, agreed, was present at today's care
    absent             needs it and agreed, but was not there
    unsigned           needs it and was accepted, but the family has not signed
    waiting            needs it and applied, nobody has decided yet
    refused            needs it and was refused a place in a club, the only thing it had applied for
    withdrew           needs it and agreed, then the family withdrew
    left               needed it and agreed, then left the school
    never_asked        needs it and has not applied
    came_without_need  answered that it needs nothing, yet agreed and came
    unneeded           answered that it needs nothing, and has not applied
    silent             has not answered at all
    """

    desk: Desk
    children: dict[str, Student] = field(default_factory=dict)
    families: dict[str, Actor] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Student:
        return self.children[name]

    def names(self, students) -> set[str]:
        """What became of these children, given as rows or ids; other children are left out."""
        pks = {getattr(student, "pk", student) for student in students}
        return {name for name, child in self.children.items() if child.pk in pks}

    def apply(self, name: str, *offerings: str) -> Application:
        application = self.desk.apply_for(self.children[name], self.families[name], *offerings)
        self.applications[name] = application
        return application

    def agree(self, name: str, *offerings: str) -> Application:
        return self.desk.agree_as(self.families[name], self.desk.accept(self.apply(name, *offerings)))


FATES = (*NEEDS, "came_without_need", "unneeded", "silent")


def build_mixed_class(desk: Desk) -> MixedClass:
    mixed = MixedClass(desk)
    for n, name in enumerate(FATES, start=500):
        mixed.families[name], mixed.children[name] = crowd.family(desk.county, n, name=f"学生样本{n}")
    _answer(mixed)
    _enroll(mixed)
    desk.plan_sessions()
    _hold(mixed)
    return mixed


def _answer(mixed: MixedClass) -> None:
    county = mixed.desk.county
    answers = {mixed[name].pk: survey_services.Answer(name in NEEDS) for name in FATES if name != "silent"}
    survey_services.record_answers(
        school=county.school, term=county.term, answers=answers, by=county.actor("school_admin")
    )


def _enroll(mixed: MixedClass) -> None:
    desk, county = mixed.desk, mixed.desk.county
    for name in ("came", "absent", "withdrew", "left", "came_without_need"):
        mixed.agree(name, CARE)
    desk.accept(mixed.apply("unsigned", CARE))
    mixed.apply("waiting", CARE)
    reviewing.review_application(
        application=mixed.apply("refused", CLUB), decision="reject", reason="器材不足", by=county.actor("class_teacher")
    )
    application_services.withdraw_application(application=mixed.applications["withdrew"], by=mixed.families["withdrew"])
    yesterday = timezone.localdate() - timedelta(days=1)
    pupil_services.leave_school(
        student=mixed["left"], left_for="transfer", left_on=yesterday, by=county.actor("school_admin")
    )


def _hold(mixed: MixedClass) -> None:
    """Today's care: who is on the roll was there, except one."""
    desk = mixed.desk
    session = desk.session(CARE)
    roster = [place.application.student_id for place in attendance_reports.roster_of_session(session)]
    marks = dict.fromkeys(roster, "present") | {mixed["absent"].pk: "absent"}
    attendance_services.take_roll(session=session, marks=marks, by=desk.county.actor("teacher"))
