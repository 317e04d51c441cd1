"""What would end with a plan or with a child's leaving: for whoever is about to press the button."""

from __future__ import annotations

from audit.events import Consequence
from enrollment.admissions.models import Application, Place
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
    alive = Application.objects.of(student.bureau_id).filter(student=student).alive()
    places = Place.objects.of(student.bureau_id).taken().filter(application__in=alive)
    return [Consequence(alive.count(), "份报名终止"), Consequence(places.count(), "个名额释放")]
