"""核对: every fact in the rows of a plan reaches the rules, and what they find stops or warns the submission.

Each line changes one fact of a plan that lacks nothing, so that a fact lost between row and rule turns its line red.
"""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest

from afterschool.values.clauses import Clause
from audit.roles import Role
from bureaus.policies import services as policy_services
from bureaus.terms.models import Term
from providers.register.models import Provider
from schools.plans.models import Activity, PlanVersion, ServicePlan, TimeSlot
from schools.plans.reports import facts as plan_facts
from schools.plans.services import parts as part_services
from schools.register.models import School
from schools.staff.models import Staff
from schools.surveys.models import DemandAnswer
from tests import city, factories
from tests.credit_codes import CREDIT_CODE
from tests.desk import MONDAY
from tests.files import photograph
from tests.world import County

Change = Callable[[ServicePlan], object]
TODAY, YESTERDAY = MONDAY.date(), date(2021, 9, 5)
VETTED = {"qualification": "教练证", "record_checked_on": date(2021, 8, 1), "vetting_expires_on": TODAY}


@pytest.fixture(autouse=True)
def clock(time_machine):
    """A day of the running term."""
    time_machine.move_to(MONDAY, tick=False)


# --- changes, one fact each -------------------------------------------------------------------------------------------


def of_plan(**values) -> Change:
    return lambda plan: ServicePlan.objects.of(plan.bureau_id).filter(pk=plan.pk).update(**values)


def of_activity(name: str, /, **values) -> Change:
    return lambda plan: Activity.objects.of(plan.bureau_id).filter(plan=plan, name=name).update(**values)


def of_teacher(**values) -> Change:
    """Of the one who teaches 篮球社."""
    return lambda plan: Staff.objects.of(plan.bureau_id).filter(activities__name="篮球社").update(**values)


def of_slots(weekdays=tuple(factories.WEEK), **values) -> Change:
    rows = {"weekday__in": weekdays}
    return lambda plan: TimeSlot.objects.of(plan.bureau_id).filter(plan=plan, **rows).update(**values)


def without(model, **rows) -> Change:
    return lambda plan: model.objects.of(plan.bureau_id).filter(plan=plan, **rows).delete()


def served_by(activity: str = "篮球社", *, status: str = "shortlisted", **values) -> Change:
    """An institution serves the activity."""

    def change(plan: ServicePlan) -> None:
        values.setdefault("license_expires_on", TODAY)
        provider = Provider.objects.of(plan.bureau_id).create(
            name="示例俱乐部", credit_code=CREDIT_CODE, status=status, **values
        )
        of_activity(activity, provider=provider)(plan)

    return change


def blacklisted(plan: ServicePlan) -> None:
    """The city bars the institution; the county's own row is not touched yet."""
    served_by()(plan)
    city.blacklist(plan.bureau)


def idle_friday(plan: ServicePlan) -> None:
    """Slots on five days, activities on four."""
    base_care = Activity.objects.of(plan.bureau_id).filter(plan=plan, kind="base_care")
    base_care.update(weekdays=[1, 2, 3, 4])


def four_days(plan: ServicePlan) -> None:
    """Nothing on Fridays, neither a slot nor an activity in it."""
    without(TimeSlot, weekday=5)(plan)
    idle_friday(plan)


def homework_and_sports(plan: ServicePlan) -> None:
    """Nothing that broadens: neither club nor anything else but the two basics."""
    without(Activity, kind="club")(plan)


def same_teacher(plan: ServicePlan) -> None:
    of_activity("篮球社", teacher=Activity.objects.of(plan.bureau_id).get(plan=plan, name="科学实验").teacher)(plan)


def answered(*, at_another_school: bool = False, in_another_term: bool = False) -> Change:
    """Nothing is written about the survey; one answer was recorded."""

    def change(plan: ServicePlan) -> None:
        of_plan(survey_summary="")(plan)
        student = plan.school.students.order_by("pk").first()
        if at_another_school:
            other = School.objects.of(plan.bureau_id).exclude(pk=plan.school_id).get()
            type(student).objects.of(plan.bureau_id).filter(pk=student.pk).update(school=other)
        term = plan.term
        if in_another_term:
            term = Term.objects.of(plan.bureau_id).create(
                year=2022, season="spring", starts_on=date(2022, 2, 20), ends_on=date(2022, 7, 1), status="open"
            )
        DemandAnswer.objects.of(plan.bureau_id).create(term=term, student=student, needs_service=True, source="school")

    return change


# --- what is done with them -------------------------------------------------------------------------------------------


def codes(plan: ServicePlan) -> set[str]:
    return {finding.code for finding in plan_facts.findings_of(reread(plan))}


def reread(plan: ServicePlan) -> ServicePlan:
    return ServicePlan.objects.of(plan.bureau_id).select_related("school", "term", "bureau").get(pk=plan.pk)


def submit(county: County, plan: ServicePlan) -> str:
    url = county.url("schools:submit_plan", pk=plan.pk)
    return county.client(Role.SCHOOL_ADMIN).post(url, follow=True).text


def test_a_plan_that_lacks_nothing_is_submitted_without_a_finding(linhe, complete):
    assert codes(complete) == set()
    submit(linhe, complete)
    assert reread(complete).status == "submitted"


STOPS = [
    pytest.param(without(TimeSlot), "没有写服务时间", marks=pytest.mark.req("C-44/time"), id="no slots"),
    pytest.param(without(Activity), "没有写服务内容", marks=pytest.mark.req("C-44/content"), id="no activities"),
    pytest.param(of_activity("篮球社", content=" "), "请写明“篮球社”的内容", marks=pytest.mark.req("C-44/content"), id="an activity without content"),
    pytest.param(of_plan(organization=" "), "没有写人员安排", marks=pytest.mark.req("C-44/staff", "C-07/duties"), id="no staffing"),
    pytest.param(of_plan(management_rules=" "), "没有写管理制度", marks=pytest.mark.req("C-44/rules", "C-07/first", "C-49/rules"), id="no rules"),
    pytest.param(of_plan(safety_measures=" "), "没有写安全防范措施", marks=pytest.mark.req("C-44/safety", "C-07/first", "C-49/rules"), id="no safety"),
    pytest.param(of_plan(emergency_plan=" "), "没有写应急预案", marks=pytest.mark.req("C-44/emergency_plan", "C-07/first", "C-49/rules"), id="no emergency plan"),
    pytest.param(of_plan(fee_amount=None), "请填写收费标准", marks=pytest.mark.req("C-44/fees"), id="no fee"),
    pytest.param(of_plan(fee_unit=""), "请选择计费单位", marks=pytest.mark.req("C-44/fees"), id="a fee without its unit"),
    pytest.param(of_plan(fee_document=""), "请填写收费依据的文号", marks=pytest.mark.req("C-44/fees", "C-71/document"), id="a fee without its document"),
    pytest.param(of_plan(survey_summary=""), "没有摸底情况", marks=pytest.mark.req("C-43/surveyed"), id="no survey"),
    pytest.param(answered(at_another_school=True), "没有摸底情况", marks=pytest.mark.req("C-43/surveyed"), id="answers of another school"),
    pytest.param(answered(in_another_term=True), "没有摸底情况", marks=pytest.mark.req("C-43/surveyed"), id="answers of another term"),
    pytest.param(of_slots(ends_at=time(18, 31)), "小学结束时间 18:31 晚于 18:30", marks=pytest.mark.req("C-11/primary"), id="one minute late"),
    pytest.param(of_slots((5,), weekday=6), "周六不是课后服务日", marks=pytest.mark.req("C-11/days"), id="Saturday"),
    pytest.param(of_activity("篮球社", ends_at=time(18, 21)), "“篮球社”周三 17:20–18:21 不在当天的课后服务时段内", id="a minute after its slot"),
    pytest.param(of_activity("篮球社", starts_at=time(16, 19)), "16:19–18:20 不在当天", id="a minute before its slot"),
    pytest.param(of_activity("篮球社", weekdays=[3, 6]), "“篮球社”周六", id="on a day without a slot"),
    pytest.param(of_activity("篮球社", grade_from=7, grade_to=9), "“篮球社”的年级不是本校有的年级", id="grades of another stage"),
    pytest.param(of_slots((3,), grade_from=1, grade_to=5), "“篮球社”周三", id="a slot for other grades"),
    pytest.param(of_slots((3,), service="evening_study"), "“篮球社”周三", id="a slot that is no after-school service"),
    pytest.param(same_teacher, "周三同时安排在“篮球社”和“科学实验”", id="one teacher twice"),
    pytest.param(of_teacher(is_active=False), "教师样本乙已不在岗", id="somebody who left"),
    pytest.param(of_teacher(volunteered=False), "教师样本乙没有登记自愿参与", marks=pytest.mark.req("C-08/willing"), id="not of her own will"),
    pytest.param(of_teacher(kind="volunteer", **VETTED | {"qualification": " "}), "没有登记资质", marks=pytest.mark.req("C-51/persons"), id="no qualification"),
    pytest.param(of_teacher(kind="retired_teacher", **VETTED | {"record_checked_on": None}), "没有无犯罪记录查询", marks=pytest.mark.req("C-51/persons"), id="no background check"),
    pytest.param(of_teacher(kind="professional", **VETTED | {"vetting_expires_on": None}), "没有登记审查有效期", marks=pytest.mark.req("C-51/persons"), id="vetted without an end"),
    pytest.param(of_teacher(kind="provider_staff", **VETTED | {"vetting_expires_on": YESTERDAY}), "审查已于 2021-09-05 到期", marks=pytest.mark.req("C-51/persons"), id="vetting that ran out"),
    pytest.param(served_by(status="registered"), "不在教育局公布的备选清单里", marks=pytest.mark.req("C-31/selected"), id="not from the shortlist"),
    pytest.param(served_by(status="suspended", out_since=TODAY), "已被暂停", marks=pytest.mark.req("C-32/exit", "C-51/institutions"), id="suspended"),
    pytest.param(served_by(status="removed", out_since=TODAY), "已被取消资格", marks=pytest.mark.req("C-32/exit", "C-33/ends"), id="removed"),
    pytest.param(served_by(license_expires_on=YESTERDAY), "办学许可已于 2021-09-05 到期", marks=pytest.mark.req("C-51/institutions"), id="a license that ran out"),
    pytest.param(blacklisted, "在黑名单上（至 2027-09-06）", marks=pytest.mark.req("C-51/institutions"), id="blacklisted by the city"),
    pytest.param(served_by("课业辅导"), "“课业辅导”是课业辅导，不得由第三方机构承担", marks=pytest.mark.req("C-34/homework"), id="homework by an institution"),
    pytest.param(idle_friday, "周五有服务时段，没有安排活动", marks=pytest.mark.req("C-44/activities"), id="a day without an activity"),
    pytest.param(of_plan(collection_channel="personal_account"), "课后服务费不能由“个人账户”", marks=pytest.mark.req("C-39/service_charge"), id="a personal account"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), STOPS)
def test_what_breaks_a_rule_is_not_submitted(linhe, complete, change, words):
    change(complete)
    assert words in submit(linhe, complete)
    assert reread(complete).status == "draft"
    assert not PlanVersion.objects.of(linhe.bureau.pk).exists()


WARNS = [
    pytest.param(of_plan(exercise_minutes=59), "应不少于 60 分钟，现填 59 分钟", marks=pytest.mark.req("C-13/minutes"), id="59 minutes of exercise"),
    pytest.param(of_plan(exercise_minutes=None), "应不少于 60 分钟，还没有填写", marks=pytest.mark.req("C-13/minutes"), id="no word of exercise"),
    pytest.param(of_activity("课业辅导", ends_at=time(17, 9)), "作业辅导和阅读合计不到 60 分钟左右", marks=pytest.mark.req("C-19"), id="49 minutes of homework"),
    pytest.param(of_activity("课业辅导", weekdays=[1, 2, 3, 4]), "周五的作业辅导和阅读合计不到", marks=pytest.mark.req("C-19"), id="a day without homework"),
    pytest.param(of_activity("课业辅导", category="arts"), "缺作业辅导", marks=pytest.mark.req("C-20/guidance", "C-70/both"), id="no homework guidance"),
    pytest.param(homework_and_sports, "其他类别应不少于 1 类，现有 无", marks=pytest.mark.req("C-70/both"), id="nothing that broadens"),
    pytest.param(of_activity("篮球社", content="语文补课"), "“篮球社”写到了“补课”", marks=pytest.mark.req("C-23/named"), id="words of tutoring"),
    pytest.param(of_activity("篮球社", content="不限年级集体补课"), "“篮球社”写到了“补课”", marks=pytest.mark.req("C-23/named"), id="tutoring that sounds like a promise"),
    pytest.param(of_activity("篮球社", name="英语新课"), "“英语新课”写到了“新课”", marks=pytest.mark.req("C-23/named"), id="a name of new lessons"),
    pytest.param(of_plan(insurance=" "), "没有写校方责任险", marks=pytest.mark.req("C-53/insurance_named"), id="no insurance"),
    pytest.param(of_plan(risk_assessment=" "), "没有写风险评估", marks=pytest.mark.req("C-53/risks_named"), id="no risk assessment"),
    pytest.param(four_days, "每周开展 4 天，少于 5 天，还没有安排周五", marks=pytest.mark.req("C-16/five_days"), id="four days"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "words"), WARNS)
def test_what_is_doubtful_is_submitted_and_the_officer_reads_it(linhe, complete, change, words):
    change(complete)
    submit(linhe, complete)
    assert reread(complete).status == "submitted"
    page = linhe.client(Role.OFFICER).get(linhe.url("schools:show_plan", pk=complete.pk)).text
    assert words in page


FINE = [
    pytest.param(of_plan(exercise_minutes=60), marks=pytest.mark.req("C-13/minutes"), id="60 minutes of exercise"),
    pytest.param(of_activity("课业辅导", ends_at=time(17, 10)), marks=pytest.mark.req("C-19"), id="50 minutes of homework"),
    pytest.param(of_slots(ends_at=time(18, 30)), marks=pytest.mark.req("C-11/primary"), id="until 18:30"),
    pytest.param(of_activity("篮球社", content="不讲新课"), marks=pytest.mark.req("C-23/named"), id="a promise"),
    pytest.param(answered(), marks=pytest.mark.req("C-43/surveyed"), id="an answer of the school in the term"),
    pytest.param(of_plan(fee_amount=Decimal(0), fee_unit="", fee_document=""), id="free"),
    pytest.param(of_activity("篮球社", grade_from=3, grade_to=6), marks=pytest.mark.req("C-14"), id="mixed grades"),
    pytest.param(of_teacher(kind="volunteer", **VETTED), marks=pytest.mark.req("C-27", "C-51/persons"), id="a vetted volunteer"),
    pytest.param(of_teacher(kind="retired_teacher", **VETTED), marks=pytest.mark.req("C-27", "C-51/persons"), id="a vetted retired teacher"),
    pytest.param(of_teacher(kind="professional", **VETTED), marks=pytest.mark.req("C-27", "C-51/persons"), id="a vetted professional"),
    pytest.param(of_teacher(qualification=""), id="an own teacher needs no vetting"),
    pytest.param(served_by(), marks=pytest.mark.req("C-31/selected"), id="a licensed institution of the shortlist"),
]  # fmt: skip


@pytest.mark.parametrize("change", FINE)
def test_what_obeys_the_county_gives_no_finding(complete, change):
    change(complete)
    assert codes(complete) == set()


# --- what the school is, and what other counties ask ------------------------------------------------------------------


def at_stage(plan: ServicePlan, stage: str, ends_at: time) -> None:
    School.objects.of(plan.bureau_id).filter(pk=plan.school_id).update(stage=stage)
    of_slots(ends_at=ends_at)(plan)
    grades = {"grade_from": 7, "grade_to": 9} if stage == "junior" else {"grade_to": 9}
    Activity.objects.of(plan.bureau_id).filter(plan=plan).update(**grades)


@pytest.mark.req("C-11/primary", "C-11/junior")
@pytest.mark.parametrize(
    ("stage", "ends_at", "late"),
    [
        ("primary", time(18, 30), False), ("primary", time(18, 31), True),
        ("junior", time(19, 0), False), ("junior", time(19, 1), True),
        ("nine_year", time(18, 30), False), ("nine_year", time(18, 31), True),
    ],
)  # fmt: skip
def test_the_stage_of_the_school_sets_its_limit(complete, stage, ends_at, late):
    at_stage(complete, stage, ends_at)
    assert ("latest_end" in codes(complete)) is late


@pytest.mark.req("C-18/offered", "C-18/not_counted")
@pytest.mark.parametrize(
    ("service", "words"),
    [("lunch", "午餐服务可以开展，但不计入课后服务"), ("midday_care", "午休服务可以开展，但不计入课后服务"), ("after_school", "是午休服务，不计入课后服务")],
)  # fmt: skip
def test_lunch_and_nap_may_be_offered_and_never_count(linhe, complete, service, words):
    form = {"weekdays": ["1"], "service": service, "starts_at": "12:00", "ends_at": "13:30", "grade_from": "1", "grade_to": "6"}  # fmt: skip
    linhe.client(Role.SCHOOL_ADMIN).post(linhe.url("schools:add_slots", pk=complete.pk), form)
    assert TimeSlot.objects.of(linhe.bureau.pk).filter(plan=complete, service=service, starts_at=time(12)).exists()
    TimeSlot.objects.of(linhe.bureau.pk).filter(plan=complete, weekday=1).exclude(starts_at=time(12)).delete()
    assert {"days_a_week", "activity_outside_slot"} <= codes(complete)  # the noon slot makes no day of service
    page = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:edit_plan", pk=complete.pk)).text
    assert words in page and "四(一)做好整体规划" in page


@pytest.fixture
def add_rule(linhe):
    """A rule of the county itself, beside its pack."""

    def add(kind: str, **value) -> None:
        policy_services.add_policy(
            kind=kind, value=value, severity="block", clause=Clause("示例收费办法", "示发改〔2021〕1号", "三"),
            effective_from=date(2021, 8, 1), by=linhe.actor(Role.OFFICER),
        )  # fmt: skip

    return add


@pytest.mark.req("C-71/limits")
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"caps": [{"unit": "lesson", "amount": "1.99"}]}, "收费标准每课时 2.00 元超过上限 1.99 元"),
        ({"units": ["term"]}, "不能每课时收费，可以每学期收费"),
    ],
    ids=["one cent over the cap", "by another unit"],
)
def test_a_fee_beyond_what_the_county_sets_is_refused(linhe, complete, add_rule, value, words):
    add_rule("fee", **value)
    page = submit(linhe, complete)
    assert words in page and "示发改〔2021〕1号" in page
    assert reread(complete).status == "draft"


@pytest.mark.req("C-71/limits")
def test_a_fee_at_the_cap_is_fine(complete, add_rule):
    add_rule("fee", caps=[{"unit": "lesson", "amount": "2.00"}], units=["lesson"])
    assert codes(complete) == set()


@pytest.mark.parametrize(("minutes", "short"), [(39, True), (40, False)])
def test_a_lesson_that_is_paid_for_has_its_minutes(complete, add_rule, minutes, short):
    add_rule("fee", lesson_minutes={"primary": 40})
    of_plan(lesson_minutes=minutes)(complete)
    assert ("lesson_minutes" in codes(complete)) is short


@pytest.mark.parametrize("signed", [False, True])
def test_a_contract_that_was_attached_is_seen(linhe, complete, add_rule, signed):
    add_rule("plan_parts", parts=[{"part": "provider_contract", "name": "机构协议"}])
    served_by()(complete)
    if signed:
        part_services.attach_file(
            plan=complete, upload=photograph("协议.jpg"), purpose="provider_contract", by=linhe.actor(Role.SCHOOL_ADMIN)
        )
    assert ("part_provider_contract" in codes(complete)) is not signed


@pytest.mark.parametrize(("area", "required"), [("urban", True), ("township", False)])
@pytest.mark.req("B-20/science")
def test_science_is_asked_of_the_urban_schools_of_anxi(world, area, required):
    county = world.anxi
    policy_services.adopt_policy_pack(pack_code="anxi_2023", by=county.actor(Role.OFFICER))
    county.term = Term.objects.of(county.bureau.pk).create(
        year=2023, season="autumn", starts_on=date(2023, 9, 1), ends_on=date(2024, 1, 19), status="open"
    )
    School.objects.of(county.bureau.pk).filter(pk=county.school.pk).update(area=area)
    plan = factories.complete_plan(county)
    assert "science_required" not in codes(plan)
    of_activity("科学实验", category="arts")(plan)
    assert ("science_required" in codes(plan)) is required
