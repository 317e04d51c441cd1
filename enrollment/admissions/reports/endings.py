"""What would end with a plan: for whoever is about to withdraw it."""

from __future__ import annotations

from audit.events import Consequence
from enrollment.admissions.models import Application, Place
from schools.plans.models import ServicePlan


def ended_with_plan(plan: ServicePlan) -> list[Consequence]:
    """Children who would lose their application, and the places that would be free."""
    alive = Application.objects.of(plan.bureau_id).filter(round__plan=plan).alive()
    places = Place.objects.of(plan.bureau_id).taken().filter(offering__round__plan=plan)
    return [
        Consequence(alive.values("student").distinct().count(), "名学生的报名终止"),
        Consequence(places.count(), "个名额释放"),
    ]
