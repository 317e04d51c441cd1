"""Schools and plans for other programs: read-only, over the same QuerySets as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers, viewsets

from afterschool.pages.api import ActorIsSignedIn
from schools.plans.filters import PlanFilter, SchoolFilter
from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.register.models import School


class SchoolSerializer(serializers.ModelSerializer):
    stage_label = serializers.CharField(source="get_stage_display", read_only=True)
    area_label = serializers.CharField(source="get_area_display", read_only=True)

    class Meta:
        model = School
        fields = [
            "id",
            "code",
            "name",
            "stage",
            "stage_label",
            "area",
            "area_label",
            "is_boarding",
            "has_canteen",
            "opened_on",
            "closed_on",
        ]


class TimeSlotSerializer(serializers.ModelSerializer):
    class Meta:
        model = TimeSlot
        fields = ["weekday", "starts_at", "ends_at", "service", "grade_from", "grade_to"]


class ActivitySerializer(serializers.ModelSerializer):
    provider = serializers.CharField(source="provider.name", default=None, read_only=True)

    class Meta:
        model = Activity
        fields = [
            "id",
            "name",
            "kind",
            "category",
            "weekdays",
            "starts_at",
            "ends_at",
            "grade_from",
            "grade_to",
            "capacity",
            "provider",
        ]


class ServicePlanSerializer(serializers.ModelSerializer):
    school = SchoolSerializer(read_only=True)
    term = serializers.StringRelatedField()
    slots = TimeSlotSerializer(many=True, read_only=True)
    activities = ActivitySerializer(many=True, read_only=True)

    class Meta:
        model = ServicePlan
        fields = [
            "id",
            "school",
            "term",
            "status",
            "version",
            "fee_amount",
            "fee_unit",
            "submitted_at",
            "decided_at",
            "slots",
            "activities",
        ]


class ApiSchoolFilter(SchoolFilter):
    plan = None  # needs the annotation of the page


class SchoolViewSet(viewsets.ReadOnlyModelViewSet):
    """学校. The schools this person sees."""

    queryset = School.objects.none()
    serializer_class = SchoolSerializer
    permission_classes = [ActorIsSignedIn]
    filterset_class = ApiSchoolFilter

    def get_queryset(self) -> QuerySet[Any]:
        return School.objects.visible_to(self.request.actor)


class ServicePlanViewSet(viewsets.ReadOnlyModelViewSet):
    """方案. The plans this person sees, with slots and activities."""

    queryset = ServicePlan.objects.none()
    serializer_class = ServicePlanSerializer
    permission_classes = [ActorIsSignedIn]
    filterset_class = PlanFilter

    def get_queryset(self) -> QuerySet[Any]:
        plans = ServicePlan.objects.visible_to(self.request.actor).select_related("school", "term")
        return plans.prefetch_related("slots", "activities__provider")
