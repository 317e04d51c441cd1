"""What a school writes into its plan: what its county's rules ask for, on the desk where they are in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from afterschool.values.vocabulary import ActivityCategory, Area, SchoolStage
from bureaus.policies.kinds import FeeModel
from providers.register.models import Provider
from rehearsal.county import County
from schools.plans import rules
from schools.plans.models import Activity
from schools.plans.reports import facts as plan_facts
from schools.register.models import School
from schools.staff.models import Staff

WORKDAYS = [1, 2, 3, 4, 5]
DEFAULT_END = time(18, 30)
DEFAULT_MINUTES = 120
CLUBS = (
    ("科学实验社", ActivityCategory.SCIENCE_EDUCATION, "实验室", "动手做小实验，写观察记录。"),
    ("合唱团", ActivityCategory.ARTS, "音乐室", "发声和合唱。"),
    ("劳动小园丁", ActivityCategory.LABOR, "校园苗圃", "种植和养护。"),
    ("棋社", ActivityCategory.INTEREST_GROUP, "活动室", "象棋入门。"),
    ("阅读角", ActivityCategory.READING, "图书馆", "整本书阅读和分享。"),
)


@dataclass(frozen=True)
class Hours:
    """The afternoon of one school: homework, then exercise, then clubs."""

    starts_at: time
    homework_until: time
    exercise_until: time
    ends_at: time


@dataclass(frozen=True)
class Draft:
    """A plan as its school means it: the values of its forms."""

    texts: dict[str, object]
    slot: dict[str, object]
    activities: list[dict[str, object]]


def hours_of(school: School, policies: rules.PlanPolicies) -> Hours:
    """As late as the county allows to all stages of the school, and as long as it wants."""
    stages = SchoolStage(school.stage).stages
    ends = min((policies.window.latest_end or {}).get(stage, DEFAULT_END) for stage in stages)
    starts = _before(ends, max(DEFAULT_MINUTES, policies.window.minimum_minutes_a_day or 0))
    study = max(60, policies.content.self_study_minutes_a_day or 0)
    return Hours(starts, _before(starts, -study), _before(starts, -study - 30), ends)


def draft_of(county: County, school: School, term_starts_on: date) -> Draft:
    """What this school offers in a term. Its traits decide how rich the menu is."""
    policies = plan_facts.policies_for(county.pk, max(county.today, term_starts_on))
    hours = hours_of(school, policies)
    first, last = SchoolStage(school.stage).grades
    grades = {"grade_from": first, "grade_to": last}
    slot = {"service": "after_school", "starts_at": hours.starts_at, "ends_at": hours.ends_at, **grades}
    return Draft(_texts(county, school, policies), slot, _activities(county, school, hours, grades))


def _texts(county: County, school: School, policies: rules.PlanPolicies) -> dict[str, object]:
    free = policies.fee.model is FeeModel.FREE or county.data.fee is None
    fee: dict[str, object] = {"fee_amount": Decimal(0), "fee_unit": "", "fee_document": ""}
    if not free:
        document = f"示发改价〔{county.today.year}〕1号"
        fee = {"fee_amount": county.data.fee, "fee_unit": county.data.fee_unit, "fee_document": document}
    return {
        "survey_summary": "向全体家长发放问卷，逐户登记需求，没有答复的由班主任电话询问。",
        "organization": "校长总负责，每天一名中层以上干部带班，任课教师自愿报名，按活动定人定岗。",
        "management_rules": "建立考勤、交接班、门卫登记、请假和弹性离校制度，服务人员持证上岗。",
        "safety_measures": "开课前检查场地、消防和用电；放学由教师按班护送到校门，与家长当面交接；外来人员登记入校。",
        "emergency_plan": "遇突发疾病或受伤，现场教师先行救护并报告带班领导，通知家长，必要时拨打 120；遇火警按疏散图撤离。",
        "risk_assessment": "开学前逐项评估场地、消防、用电和交通风险，问题均已整改。",
        "insurance": "已投保校方责任险（示例保单）",
        "exercise_minutes": policies.content.exercise_minutes_a_day or 60,
        "lesson_minutes": 40 if school.stage == SchoolStage.PRIMARY else 45,
        "collection_channel": "school_account",
        **fee,
    }


def _activities(county: County, school: School, hours: Hours, grades: dict[str, int]) -> list[dict[str, object]]:
    """Homework and exercise for everybody every day, then one club a day; nobody stands in two places."""
    staff = _willing(county, school)
    if not staff:
        return []
    basics = [
        ("作业辅导", ActivityCategory.HOMEWORK_GUIDANCE, "教室", "自主完成作业，教师个别答疑，不讲新课。", hours.starts_at, hours.homework_until),
        ("阳光体育", ActivityCategory.PHYSICAL_ACTIVITY, "操场", "跑跳、球类，每天都动起来。", hours.homework_until, hours.exercise_until),
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        {
            "name": name, "kind": Activity.Kind.BASE_CARE, "category": category, "venue": venue, "content": content,
            "weekdays": WORKDAYS, "starts_at": starts, "ends_at": ends, "capacity": None,
            "teacher": staff[n % len(staff)], "provider": None, **grades,
        }
        for n, (name, category, venue, content, starts, ends) in enumerate(basics)
    ]  # fmt: skip
    return rows + _clubs(county, school, hours, grades, staff)


def _clubs(
    county: County, school: School, hours: Hours, grades: dict[str, int], staff: list[Staff]
) -> list[dict[str, object]]:
    """Urban schools have all of them; the seats are few, so that there are waiting lists."""
    wanted = CLUBS if school.area == Area.URBAN else CLUBS[: 1 + int(county.trait(school.code, "menu") * len(CLUBS))]
    seats = max(2, county.size.pupils // county.size.schools // 5)
    partner = provider_of(county, school)
    return [
        {
            "name": name, "kind": Activity.Kind.CLUB, "category": category, "venue": venue, "content": content,
            "weekdays": [WORKDAYS[n % len(WORKDAYS)]], "starts_at": hours.exercise_until, "ends_at": hours.ends_at,
            "capacity": seats + n % 3, "teacher": staff[(n + 2) % len(staff)],
            "provider": partner if category == ActivityCategory.ARTS else None, **grades,
        }
        for n, (name, category, venue, content) in enumerate(wanted)
        if hours.exercise_until < hours.ends_at
    ]  # fmt: skip


def _willing(county: County, school: School) -> list[Staff]:
    """Who serves willingly and is vetted where that is needed."""
    today = county.today
    rows = Staff.objects.of(county.pk).filter(school=school, is_active=True, volunteered=True).order_by("pk")
    return [person for person in rows if not person.is_outside or _is_vetted(person, today)]


def _is_vetted(person: Staff, today: date) -> bool:
    return bool(
        person.record_checked_on
        and person.vetting_expires_on
        and person.vetting_expires_on > today + timedelta(days=200)
    )


def provider_of(county: County, school: School) -> Provider | None:
    """Two schools in five buy a club from an institution of the shortlist, where there is one."""
    if county.trait(school.code, "buys") > 0.4:
        return None
    return Provider.objects.of(county.pk).filter(status=Provider.Status.SHORTLISTED).order_by("pk").first()


def _before(at: time, minutes: int) -> time:
    return (datetime.combine(date(2000, 1, 1), at) - timedelta(minutes=minutes)).time()
