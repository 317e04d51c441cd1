"""The demand survey in figures: pupils, answers, need."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from bureaus.terms.models import Term
from schools.pupils.models import Student
from schools.register.models import SchoolClass


@dataclass(frozen=True, slots=True)
class DemandCount:
    """需求摸底的数. `needing` is the denominator of “有需求的学生全覆盖” (巴彦淖尔实施方案 一)."""

    enrolled: int
    answered: int
    needing: int

    @property
    def open(self) -> int:
        return self.enrolled - self.answered


def demand_of(bureau_id: int, school_id: int, term: Term) -> DemandCount:
    """The counts of one school, over the pupils on its roll now."""
    answer = Q(demand_answers__term=term, demand_answers__bureau_id=F("bureau_id"))
    figures = (
        Student.objects.of(bureau_id)
        .enrolled()
        .filter(school_id=school_id)
        .aggregate(
            enrolled=Count("pk", distinct=True),
            answered=Count("demand_answers", filter=answer, distinct=True),
            needing=Count("demand_answers", filter=answer & Q(demand_answers__needs_service=True), distinct=True),
        )
    )
    return DemandCount(**figures)


def demand_of_classes(bureau_id: int, school_id: int, term: Term) -> list[tuple[SchoolClass, DemandCount]]:
    """The counts of each class of a school, in one query."""
    enrolled = Q(students__status=Student.Status.ENROLLED)
    answer = enrolled & Q(students__demand_answers__term=term)
    classes = (
        SchoolClass.objects.of(bureau_id)
        .filter(school_id=school_id)
        .annotate(
            enrolled=Count("students", filter=enrolled, distinct=True),
            answered=Count("students__demand_answers", filter=answer, distinct=True),
            needing=Count(
                "students__demand_answers",
                filter=answer & Q(students__demand_answers__needs_service=True),
                distinct=True,
            ),
        )
        .order_by("grade", "number")
    )
    return [(row, DemandCount(row.enrolled, row.answered, row.needing)) for row in classes]
