"""Plans for tests that need one to start from: a draft is put there as rows, its approval goes through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING

from audit.roles import Role
from bureaus.reviews import reports as review_reports
from providers.register import services as provider_services
from providers.register.models import Provider
from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.plans.services import plans as plan_services
from schools.register.models import School
from tests.credit_codes import credit_code

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
LOCAL = {  # what a plan writes otherwise where its county's document says otherwise
    "530302": {"collection_channel": "provider_via_committee"},
    "130582": {"fee_amount": Decimal(0), "fee_unit": "", "fee_document": ""},
}
LESSONS_END = {"530302": time(16), "130582": time(16)}  # two hours on it is 18:00


def draft_plan(county: County, *, school: School | None = None, **changes) -> ServicePlan:
    """A draft of the county's term, its texts written, without slots and activities."""
    local = LOCAL.get(county.code, {})
    values = PARTS | local | {"school": school or county.school, "term": county.term} | changes
    return ServicePlan.objects.of(county.bureau.pk).create(**values)


def complete_plan(county: County, *, school: School | None = None, **changes) -> ServicePlan:
    """A draft that lacks nothing: five days, homework guidance, sports and two clubs of three places each."""
    plan = draft_plan(county, school=school, **changes)
    starts_at = LESSONS_END.get(county.code, time(16, 20))
    halfway, ends_at = (starts_at.replace(hour=starts_at.hour + hours) for hours in (1, 2))
    for weekday in WEEK:
        add_slot(plan, weekday=weekday, starts_at=starts_at, ends_at=ends_at)
    teacher = county.teacher_at(plan.school)
    first, second = {"starts_at": starts_at, "ends_at": halfway}, {"starts_at": halfway, "ends_at": ends_at}
    add_activity(plan, teacher, "课业辅导", "base_care", "homework_guidance", capacity=None, **first)
    add_activity(plan, teacher, "阳光体育", "base_care", "physical_activity", capacity=None, **second)
    for name, category, assistant in [("科学实验", "science_education", "甲"), ("篮球社", "interest_group", "乙")]:
        club_teacher = county.teacher_at(plan.school, name=f"教师样本{assistant}")
        add_activity(plan, club_teacher, name, "club", category, weekdays=[3], capacity=3, **second)
    return plan


def shortlisted_provider(county: County, name: str = "示例科学社", n: int = 0) -> Provider:
    """An institution that the bureau registered and put on its list."""
    officer = county.actor(Role.OFFICER)
    provider = provider_services.register_provider(
        credit_code=credit_code(n), name=name, services="科学", license_expires_on=date(2099, 12, 31), by=officer
    )
    return provider_services.shortlist_provider(provider=provider, items=[("科学", Decimal(20))], by=officer)


def approved_plan(county: County, *, school: School | None = None, **changes) -> ServicePlan:
    """A complete plan that the school filed and every step of the bureau's chain approved."""
    plan = complete_plan(county, school=school, **changes)
    filed_by = replace(county.actor(Role.SCHOOL_ADMIN), school_id=plan.school_id)
    plan_services.submit_plan(plan=plan, by=filed_by)
    for step in review_reports.case_of(plan, plan_services.CHAIN).chain_steps:
        plan_services.approve_plan(plan=plan, by=county.actor(step.role))
    plan.refresh_from_db()
    return plan


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
