"""Filters of lists and of the API."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet

from schools.models import School, ServicePlan, Staff

NO_PLAN = "none"
STATES = [
    (NO_PLAN, "还没有方案"),
    *((value, label) for value, label in ServicePlan.Status.choices if value != ServicePlan.Status.WITHDRAWN),
]


class SchoolFilter(django_filters.FilterSet):
    """学校筛选. `plan` needs the annotation `plan_status` of the term in question."""

    name = django_filters.CharFilter(label="校名", lookup_expr="contains")
    area = django_filters.ChoiceFilter(label="城乡", choices=School.Area, empty_label="全部")
    stage = django_filters.ChoiceFilter(label="学段", choices=School.Stage, empty_label="全部")
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
    school__area = django_filters.ChoiceFilter(label="城乡", choices=School.Area, empty_label="全部")

    class Meta:
        model = ServicePlan
        fields: list[str] = []


class StaffFilter(django_filters.FilterSet):
    """服务人员筛选."""

    name = django_filters.CharFilter(label="姓名", lookup_expr="contains")
    kind = django_filters.ChoiceFilter(label="类别", choices=Staff.Kind, empty_label="全部")

    class Meta:
        model = Staff
        fields: list[str] = []


class StudentSearch(forms.Form):
    """学生查找: by name or by the first letters of its spelling; names start with what is typed."""

    name = forms.CharField(label="姓名或拼音首字母", required=False, max_length=30)
    school_class = forms.ModelChoiceField(label="班级", queryset=None, required=False, empty_label="全部")

    def __init__(self, *args, classes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes

    def search(self, rows: QuerySet) -> QuerySet:
        if not self.is_valid():
            return rows
        name, school_class = self.cleaned_data["name"].strip(), self.cleaned_data["school_class"]
        if name.isascii() and name:
            rows = rows.filter(name_initials__startswith=name.lower())
        elif name:
            rows = rows.filter(name__startswith=name)
        return rows.filter(school_class=school_class) if school_class else rows
