from __future__ import annotations

import django_filters

from schools.staff.models import Staff


class StaffFilter(django_filters.FilterSet):
    """服务人员筛选."""

    name = django_filters.CharFilter(label="姓名", lookup_expr="contains")
    kind = django_filters.ChoiceFilter(label="类别", choices=Staff.Kind, empty_label="全部")

    class Meta:
        model = Staff
        fields: list[str] = []
