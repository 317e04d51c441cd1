"""Filters of lists and of the API."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from afterschool.values.vocabulary import Area, SchoolStage
from schools.plans.models import ServicePlan
from schools.register.models import School

NO_PLAN = "none"
STATES = [
    (NO_PLAN, "还没有方案"),
    *((value, label) for value, label in ServicePlan.Status.choices if value != ServicePlan.Status.WITHDRAWN),
]


class SchoolFilter(django_filters.FilterSet):
    """学校筛选. `plan` needs the annotation `plan_status` of the term in question."""

    name = django_filters.CharFilter(label="校名", lookup_expr="contains")
    area = django_filters.ChoiceFilter(label="城乡", choices=Area, empty_label="全部")
    stage = django_filters.ChoiceFilter(label="学段", choices=SchoolStage, empty_label="全部")
    plan = django_filters.ChoiceFilter(label="方案", choices=STATES, empty_label="全部", method="with_plan")

    class Meta:
        model = School
        fields: list[str] = []

    def with_plan(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(plan_status__isnull=True) if value == NO_PLAN else rows.filter(plan_status=value)


class PlanFilter(django_filters.FilterSet):
    """方案筛选."""

    school__name = django_filters.CharFilter(label="校名", lookup_expr="contains")
    status = django_filters.ChoiceFilter(label="状态", choices=ServicePlan.Status, empty_label="全部")
    school__area = django_filters.ChoiceFilter(label="城乡", choices=Area, empty_label="全部")

    class Meta:
        model = ServicePlan
        fields: list[str] = []
