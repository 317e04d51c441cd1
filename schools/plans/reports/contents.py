"""A plan in words: as people read it, as each submitted version keeps it, as it is printed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from afterschool.values.vocabulary import days_label, grades_label
from schools.plans import rules
from schools.plans.models import Activity, ServicePlan, TimeSlot

TEXTS = (
    "survey_summary",
    "organization",
    "management_rules",
    "safety_measures",
    "emergency_plan",
    "risk_assessment",
    "insurance",
)


def judged_on(plan: ServicePlan) -> date:
    """The day by whose rules the plan is judged."""
    return rules.judged_on(plan.term.starts_on, plan.term.ends_on, timezone.localdate())


def activities_of(plan: ServicePlan) -> QuerySet[Activity]:
    return Activity.objects.of(plan.bureau_id).filter(plan=plan).select_related("teacher", "provider")


def content_of(plan: ServicePlan) -> dict[str, Any]:
    """The plan word for word, as people read it: kept with each submitted version, compared, printed."""
    fields = {field.name: field.verbose_name for field in plan._meta.fields if field.name in TEXTS}
    return {
        "texts": {str(label): getattr(plan, name) for name, label in fields.items()},
        "exercise": {"每日体育锻炼": f"{plan.exercise_minutes} 分钟" if plan.exercise_minutes else ""},
        "slots": [str(slot) for slot in TimeSlot.objects.of(plan.bureau_id).filter(plan=plan)],
        "activities": {activity.name: _words_of(activity) for activity in activities_of(plan)},
        "fee": {"收费标准": fee_words(plan), "收费依据": plan.fee_document, "收费渠道": channel_words(plan)},
        "attachments": [str(attachment) for attachment in plan.attachments.select_related("attachment")],
    }


def _words_of(activity: Activity) -> str:
    words = [
        activity.get_category_display(),
        f"{days_label(activity.weekdays)} {activity.starts_at:%H:%M}–{activity.ends_at:%H:%M}",
        activity.grades_label,
        f"限 {activity.capacity} 人" if activity.capacity else "不限人数",
        activity.teacher.name,
        activity.venue,
        activity.provider.name if activity.provider else "",
        activity.content,
    ]
    return "；".join(word for word in words if word)


def fee_words(plan: ServicePlan) -> str:
    if plan.fee_amount is None:
        return ""
    return f"{plan.fee_amount:f} {plan.price_unit}" if plan.fee_amount else "不收费"


def channel_words(plan: ServicePlan) -> str:
    return str(plan.get_collection_channel_display()) if plan.fee_amount else ""


def week_of(plan: ServicePlan) -> list[dict[str, str]]:
    """The slots as a table: day, hours, service, grades. Days with the same hours stand in one row."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    for slot in TimeSlot.objects.of(plan.bureau_id).filter(plan=plan):
        hours = f"{slot.starts_at:%H:%M}–{slot.ends_at:%H:%M}"
        first, last = rules.grades_of(plan.school.stage, slot.grade_from, slot.grade_to)
        grades = grades_label(first, last) if first <= last else slot.grades_label
        rows.setdefault((hours, str(slot.get_service_display()), grades), []).append(slot.weekday)
    return [
        {"days": days_label(days), "hours": hours, "service": service, "grades": grades}
        for (hours, service, grades), days in rows.items()
    ]


def menu_of(plan: ServicePlan) -> list[dict[str, str]]:
    """The activities as a table."""
    return [
        {
            "name": activity.name,
            "kind": str(activity.get_kind_display()),
            "category": str(activity.get_category_display()),
            "days": days_label(activity.weekdays),
            "hours": f"{activity.starts_at:%H:%M}–{activity.ends_at:%H:%M}",
            "grades": activity.grades_label,
            "capacity": str(activity.capacity) if activity.capacity else "不限",
            "teacher": activity.teacher.name,
            "venue": activity.venue,
            "provider": activity.provider.name if activity.provider else "",
            "content": activity.content,
        }
        for activity in activities_of(plan)
    ]
