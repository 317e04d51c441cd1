"""Plans as rows, for tests that need one to start from. What makes a plan complete is proven through HTTP elsewhere."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.register.models import School

if TYPE_CHECKING:
    from tests.world import County


WEEK = [1, 2, 3, 4, 5]
PARTS = {
    "survey_summary": "发放问卷 3 份，收回 3 份，3 名学生有需求。",
    "organization": "校长负责，每天一名带班领导巡察，任课教师自愿参加。",
    "management_rules": "考勤、交接班、门卫登记制度。",
    "safety_measures": "活动前检查场地和消防设施，放学时由教师送到校门。",
    "emergency_plan": "突发疾病、走失、火情三类预案，责任到人。",
    "risk_assessment": "开学前逐项评估场地、消防、交通风险，均已整改。",
    "insurance": "已投保校方责任险",
    "exercise_minutes": 60,
    "fee_amount": Decimal("2.00"),
    "fee_unit": "lesson",
    "fee_document": "示发改〔2021〕1号",
}


def draft_plan(county: County, *, school: School | None = None, **changes) -> ServicePlan:
    """A draft of the county's term, its texts written, without slots and activities."""
    values = PARTS | {"school": school or county.school, "term": county.term} | changes
    return ServicePlan.objects.of(county.bureau.pk).create(**values)


def complete_plan(county: County, *, school: School | None = None, **changes) -> ServicePlan:
    """A draft that lacks nothing: five days, homework guidance, sports and two clubs of three places each."""
    plan = draft_plan(county, school=school, **changes)
    for weekday in WEEK:
        add_slot(plan, weekday=weekday)
    teacher = county.teacher_at(plan.school)
    menu = [
        ("课业辅导", "base_care", "homework_guidance", time(16, 20), time(17, 20), None),
        ("阳光体育", "base_care", "physical_activity", time(17, 20), time(18, 20), None),
    ]
    for name, kind, category, starts_at, ends_at, capacity in menu:
        add_activity(plan, teacher, name, kind, category, starts_at=starts_at, ends_at=ends_at, capacity=capacity)
    for name, category, assistant in [("科学实验", "science_education", "甲"), ("篮球社", "interest_group", "乙")]:
        club_teacher = county.teacher_at(plan.school, name=f"教师样本{assistant}")
        hours = {"starts_at": time(17, 20), "ends_at": time(18, 20)}
        add_activity(plan, club_teacher, name, "club", category, weekdays=[3], capacity=3, **hours)
    return plan


def approved_plan(county: County, *, school: School | None = None) -> ServicePlan:
    """A complete plan that the bureau has approved."""
    now = timezone.now()
    status = ServicePlan.Status.APPROVED
    return complete_plan(county, school=school, status=status, submitted_at=now, decided_at=now)


def add_slot(plan: ServicePlan, *, weekday: int = 1, starts_at=time(16, 20), ends_at=time(18, 20), **more) -> TimeSlot:
    return TimeSlot.objects.of(plan.bureau_id).create(
        plan=plan, weekday=weekday, starts_at=starts_at, ends_at=ends_at, **more
    )


def add_activity(plan: ServicePlan, teacher, name: str, kind: str, category: str, **more) -> Activity:
    values = {"weekdays": WEEK, "starts_at": time(16, 20), "ends_at": time(18, 20), "venue": "教室"} | more
    values.setdefault("grade_to", 6)
    return Activity.objects.of(plan.bureau_id).create(
        plan=plan, teacher=teacher, name=name, kind=kind, category=category, content=f"{name}的安排", **values
    )
