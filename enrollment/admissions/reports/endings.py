"""What would end with a plan, a term or a child's leaving: for whoever is about to press the button."""

from __future__ import annotations

from audit.events import Consequence
from bureaus.terms.models import Term
from enrollment.admissions.models import Application, Place, Round
from schools.plans.models import ServicePlan
from schools.pupils.models import Student


def ended_with_plan(plan: ServicePlan) -> list[Consequence]:
    """Children who would lose their application, and the places that would be free."""
    alive = Application.objects.of(plan.bureau_id).filter(round__plan=plan).alive()
    places = Place.objects.of(plan.bureau_id).taken().filter(offering__round__plan=plan)
    return [
        Consequence(alive.values("student").distinct().count(), "名学生的报名终止"),
        Consequence(places.count(), "个名额释放"),
    ]


def ended_with_student(student: Student) -> list[Consequence]:
    """What a child takes part in or waits for, and would lose by leaving the school."""
    alive = Application.objects.of(student.bureau_id).alive_of(student)
    places = Place.objects.of(student.bureau_id).taken().filter(application__in=alive)
    return [Consequence(alive.count(), "份报名终止"), Consequence(places.count(), "个名额释放")]


def ended_with_term(term: Term) -> list[Consequence]:
    """Rounds that would close, and applications that would end before anybody agreed."""
    rounds = Round.objects.of(term.bureau_id).filter(term=term, status=Round.Status.OPEN)
    applications = Application.objects.of(term.bureau_id).filter(round__term=term)
    return [
        Consequence(rounds.count(), "轮报名截止"),
        Consequence(applications.filter(status=Application.Status.SUBMITTED).count(), "份没有审核完的报名终止"),
        Consequence(applications.filter(status=Application.Status.ACCEPTED).count(), "份没有签协议的报名终止"),
    ]
