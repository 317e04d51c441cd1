"""Indicators for other programs: read-only, each figure with its definition, its target, its clause and its rows."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from afterschool.pages.api import ActorIsSignedIn
from rectification.indicators import permissions
from rectification.indicators.models import IndicatorSnapshot
from rectification.indicators.rules import Rate


class MayViewIndicators(ActorIsSignedIn):
    """Those who may open the dashboard."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and permissions.can_view_indicators(request.actor)


class ShareSerializer(serializers.Serializer):
    """A share is never a bare number."""

    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)


class TargetSerializer(serializers.Serializer):
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, source="target_percent")
    comparison = serializers.CharField(source="indicator.comparison")
    deadline = serializers.DateField(source="indicator.deadline_on", allow_null=True)
    clause = serializers.CharField(source="indicator.clause")


class IndicatorSerializer(serializers.ModelSerializer):
    """The newest snapshot of one indicator. `rows` leads to the schools behind it."""

    code = serializers.CharField(source="indicator.code")
    version = serializers.IntegerField(source="indicator.version")
    name = serializers.CharField(source="indicator.name")
    measure = serializers.CharField(source="indicator.get_measure_display")
    area = serializers.CharField(source="indicator.get_area_display")
    declared = serializers.SerializerMethodField()
    verified = serializers.SerializerMethodField()
    target = serializers.SerializerMethodField()
    rows = serializers.SerializerMethodField()

    class Meta:
        model = IndicatorSnapshot
        fields = [
            "code",
            "version",
            "name",
            "measure",
            "area",
            "as_of",
            "window_from",
            "window_to",
            "declared",
            "verified",
            "target",
            "rows",
        ]

    @extend_schema_field(ShareSerializer)
    def get_declared(self, snapshot: IndicatorSnapshot) -> dict[str, Any]:
        return ShareSerializer(Rate(snapshot.declared_numerator, snapshot.denominator)).data

    @extend_schema_field(ShareSerializer)
    def get_verified(self, snapshot: IndicatorSnapshot) -> dict[str, Any]:
        return ShareSerializer(Rate(snapshot.verified_numerator, snapshot.denominator)).data

    @extend_schema_field(TargetSerializer(allow_null=True))
    def get_target(self, snapshot: IndicatorSnapshot) -> dict[str, Any] | None:
        return TargetSerializer(snapshot).data if snapshot.target_percent is not None else None

    @extend_schema_field(serializers.URLField())
    def get_rows(self, snapshot: IndicatorSnapshot) -> str:
        request = self.context["request"]
        kwargs = {"bureau_code": request.bureau.code, "code": snapshot.indicator.code}
        return f"{reverse('api-indicator-detail', kwargs=kwargs, request=request)}?on={snapshot.as_of}"


class SchoolRowSerializer(serializers.Serializer):
    """One school's contribution to numerator and denominator, with its evidence."""

    school = serializers.IntegerField()
    name = serializers.CharField()
    urban = serializers.BooleanField()
    weight = serializers.IntegerField()
    declared = serializers.IntegerField()
    verified = serializers.IntegerField()
    plan = serializers.IntegerField(allow_null=True)
    sessions = serializers.IntegerField()
    last = serializers.DateField(allow_null=True)


class IndicatorWithRowsSerializer(IndicatorSerializer):
    schools = SchoolRowSerializer(many=True)

    class Meta(IndicatorSerializer.Meta):
        fields = [*IndicatorSerializer.Meta.fields, "schools"]


class IndicatorFilter(django_filters.FilterSet):
    code = django_filters.CharFilter(field_name="indicator__code")
    on = django_filters.DateFilter(field_name="as_of", lookup_expr="lte", label="as of this day")

    class Meta:
        model = IndicatorSnapshot
        fields: list[str] = []


class IndicatorViewSet(viewsets.ReadOnlyModelViewSet):
    """指标. The newest snapshot of each indicator; one of them with the schools behind it."""

    queryset = IndicatorSnapshot.objects.none()
    permission_classes = [MayViewIndicators]
    filterset_class = IndicatorFilter
    lookup_field = "indicator__code"
    lookup_url_kwarg = "code"
    lookup_value_regex = "[-a-z0-9_]+"

    def get_queryset(self) -> QuerySet[Any]:
        rows = IndicatorSnapshot.objects.visible_to(self.request.actor).newest_of_each().select_related("indicator")
        return rows.defer("schools") if self.action == "list" else rows

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return IndicatorSerializer if self.action == "list" else IndicatorWithRowsSerializer
