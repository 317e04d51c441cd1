"""安溪 under its own two documents: from the rows of a plan to the sentence on its page and the refused submission."""

import re
from datetime import date, time
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from afterschool.tenancy.scopes import bureau_scope
from audit.roles import Role
from bureaus.documents.models import DocumentOrder, IssuedDocument
from bureaus.policies import policies
from bureaus.policies.models import Policy
from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.plans.services import plans as plan_services
from schools.pupils.models import Student
from schools.register.models import School, SchoolClass
from schools.staff.models import Staff
from schools.surveys.models import DemandAnswer
from tests import factories, papers

NOTICE = "安教〔2023〕113号"


def submit(county, plan) -> str:
    return county.client(Role.SCHOOL_ADMIN).post(county.url("schools:submit_plan", pk=plan.pk), follow=True).text


def page(county, plan) -> str:
    return county.client(Role.SCHOOL_ADMIN).get(county.url("schools:show_plan", pk=plan.pk)).text


def status_of(plan) -> str:
    return ServicePlan.objects.of(plan.bureau_id).get(pk=plan.pk).status


def answers(county, student, term=None) -> None:
    DemandAnswer.objects.of(county.bureau.pk).create(
        term=term or county.term, student=student, needs_service=True, source="school"
    )


# --- the survey comes first -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "article"),
    [
        pytest.param("anxi", "二2", marks=pytest.mark.req("A-13/ground")),
        pytest.param("linhe", "五(三)", marks=pytest.mark.req("C-43/surveyed")),
    ],
)
def test_no_plan_is_submitted_before_its_own_families_were_asked_this_term(request, name, article):
    county = request.getfixturevalue(name)
    plan = factories.complete_plan(county, survey_summary="")
    term = type(county.term).objects.of(county.bureau.pk).create(
        year=2020, season="autumn", starts_on=date(2020, 9, 1), ends_on=date(2021, 1, 15), status="closed"
    )  # fmt: skip
    classroom = SchoolClass.objects.of(county.bureau.pk).create(school=county.other_school, grade=3, number=1)
    elsewhere = Student.objects.of(county.bureau.pk).create(
        school=county.other_school, school_class=classroom, name="示例学生丁", student_number="20210009"
    )
    answers(county, elsewhere)
    answers(county, county.student, term)
    refused = submit(county, plan)
    assert "没有摸底情况" in refused and article in refused and status_of(plan) == "draft"
    answers(county, county.student)
    submit(county, plan)
    assert status_of(plan) == "submitted"


def test_where_the_survey_was_not_done_here_the_plan_may_tell_of_it(anxi):
    plan = factories.complete_plan(anxi, survey_summary=" ")
    submit(anxi, plan)
    assert status_of(plan) == "draft"
    ServicePlan.objects.of(anxi.bureau.pk).filter(pk=plan.pk).update(survey_summary="发放问卷 3 份。")
    submit(anxi, plan)
    assert status_of(plan) == "submitted"


# --- 5+2, 2+N, science: told to the school, with the notice -----------------------------------------------------------


@pytest.fixture
def plan(anxi_2023) -> ServicePlan:
    """Five days of exactly two hours, both basics, science and a club."""
    return factories.complete_plan(anxi_2023)


def activities(plan, **fields):
    return Activity.objects.of(plan.bureau_id).filter(plan=plan, **fields)


def slots(plan, **fields):
    return TimeSlot.objects.of(plan.bureau_id).filter(plan=plan, **fields)


def test_a_plan_that_holds_all_of_the_notice_is_told_nothing(anxi_2023, plan):
    shown = page(anxi_2023, plan)
    for words in ("少于 5 天", "少于每日 120 分钟", "“2+N”", "科学教育类活动"):
        assert words not in shown


@pytest.mark.req("B-04/five_days")
def test_four_days_are_too_few(anxi_2023, plan):
    slots(plan, weekday=5).delete()
    shown = page(anxi_2023, plan)
    assert "每周开展 4 天，少于 5 天，还没有安排周五" in shown and NOTICE in shown


@pytest.mark.req("B-04/two_hours")
def test_a_minute_less_than_two_hours_is_too_short_and_noon_does_not_help(anxi_2023, plan):
    slots(plan, weekday=2).update(ends_at=time(18, 19))
    factories.add_slot(plan, weekday=2, starts_at=time(12), ends_at=time(14), service="midday_care")
    shown = page(anxi_2023, plan)
    assert "小学周二服务 119 分钟，少于每日 120 分钟" in shown and NOTICE in shown
    assert "周三服务" not in shown


@pytest.mark.req("B-04/two_basics")
@pytest.mark.parametrize(
    ("without", "words"),
    [
        ({"category": "homework_guidance"}, "未达到“2+N”：缺作业辅导"),
        ({"category": "physical_activity"}, "未达到“2+N”：缺体育活动"),
        ({"kind": "club"}, "其他类别应不少于 1 类，现有 无，还差 1 类"),
    ],
)
def test_a_basic_or_every_further_category_is_lacking(anxi_2023, plan, without, words):
    activities(plan, **without).delete()
    shown = page(anxi_2023, plan)
    assert words in shown and NOTICE in shown


@pytest.mark.req("B-20/science")
@pytest.mark.parametrize(("area", "told"), [("urban", True), ("township", False)])
def test_an_urban_school_without_science_is_told(anxi_2023, plan, area, told):
    School.objects.of(anxi_2023.bureau.pk).filter(pk=plan.school_id).update(area=area)
    sentence = "要开设科学教育类活动，方案里还没有"
    assert sentence not in page(anxi_2023, plan)
    activities(plan, category="science_education").delete()
    assert (sentence in page(anxi_2023, plan)) is told


# --- 一校一案 ---------------------------------------------------------------------------------------------------------


def _without_slots(plan):
    slots(plan).delete()


def _without_activities(plan):
    activities(plan).delete()


def _without_management(plan):
    ServicePlan.objects.of(plan.bureau_id).filter(pk=plan.pk).update(management_rules=" ")


@pytest.mark.parametrize(
    ("lose", "words"),
    [
        pytest.param(_without_slots, "没有写服务安排", marks=pytest.mark.req("B-11/arrangement")),
        pytest.param(_without_activities, "没有写服务内容", marks=pytest.mark.req("B-11/content")),
        pytest.param(_without_management, "没有写服务管理", marks=pytest.mark.req("B-11/management")),
    ],
)
def test_a_plan_without_one_of_the_three_is_refused_with_the_notice(anxi_2023, plan, lose, words):
    lose(plan)
    refused = submit(anxi_2023, plan)
    assert words in refused and NOTICE in refused and status_of(plan) == "draft"


def test_with_all_three_it_is_submitted(anxi_2023, plan):
    assert "没有写" not in submit(anxi_2023, plan) and status_of(plan) == "submitted"


@pytest.mark.req("B-34/returned")
def test_the_reviewer_returns_what_does_not_fit_the_school_and_the_school_reads_why(anxi_2023, plan):
    submit(anxi_2023, plan)
    reason = "请结合本校茶乡资源补充活动"
    anxi_2023.client(Role.OFFICER).post(anxi_2023.url("schools:return_plan", pk=plan.pk), {"reason": reason})
    assert status_of(plan) == "returned" and reason in page(anxi_2023, plan)


@pytest.mark.req("B-12/qualified")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"qualification": ""}, "没有登记资质"),
        ({"record_checked_on": None}, "没有无犯罪记录查询"),
        ({"vetting_expires_on": date(2023, 8, 31)}, "到期"),
        ({}, ""),
    ],
)
def test_somebody_from_outside_who_is_not_vetted_is_named_to_the_reviewer(anxi_2023, plan, change, words):
    submit(anxi_2023, plan)
    person = {"kind": "professional", "qualification": "教练证", "record_checked_on": date(2023, 8, 1)}
    vetted = person | {"vetting_expires_on": date(2024, 7, 31)}
    Staff.objects.of(anxi_2023.bureau.pk).filter(name="教师样本甲").update(**vetted | change)
    shown = anxi_2023.client(Role.OFFICER).get(anxi_2023.url("schools:show_plan", pk=plan.pk)).text
    assert ("外聘人员教师样本甲" in shown) is bool(words) and words in shown


# --- the paper --------------------------------------------------------------------------------------------------------


@pytest.mark.req("B-01", "B-02/plan")
def test_the_printed_plan_has_its_number_its_addressee_and_its_remark(anxi_2023, plan):
    submit(anxi_2023, plan)
    for role in (Role.OFFICER, Role.APPROVER):
        plan_services.approve_plan(plan=plan, by=anxi_2023.actor(role))
    papers.work_off()
    order = DocumentOrder.objects.of(anxi_2023.bureau.pk).get()
    document = IssuedDocument.objects.of(anxi_2023.bureau.pk).get(order=order)
    paper = anxi_2023.client(Role.SCHOOL_ADMIN).get(anxi_2023.url("bureaus:download_document", pk=document.pk))
    pages = PdfReader(BytesIO(paper.content)).pages
    lines = [re.sub(r"\s", "", line) for page in pages for line in page.extract_text().splitlines()]
    text = "".join(lines)
    assert re.fullmatch(r"安教〔\d{4}〕1号", order.number) and order.number in lines
    assert "安溪县教育局：" in lines
    assert text.index("课后服务实施方案") < text.index("安溪县教育局：") < text.index("我校")
    assert "（本方案已经安溪县教育局于" in text and "备案审批。）" in text


@pytest.mark.req("A-43/published")
def test_what_a_school_offers_stands_on_its_public_page_once_it_is_approved(anxi):
    plan = factories.complete_plan(anxi)
    url = anxi.url("schools:show_public_plan", pk=plan.pk)
    submit(anxi, plan)
    assert Client().get(url).status_code == 404
    for role in (Role.OFFICER, Role.APPROVER):
        plan_services.approve_plan(plan=plan, by=anxi.actor(role))
    public = Client().get(url).text
    for activity in activities(plan):
        assert activity.name in public and activity.content in public


# --- fees: what province and city decide ------------------------------------------------------------------------------


def decides(county, level, value) -> None:
    owner = {"province": county.bureau.parent.parent, "city": county.bureau.parent, "county": county.bureau}[level]
    rule = {"kind": "fee", "value": value, "severity": "block", "effective_from": date(2021, 9, 1)}
    with bureau_scope(owner.pk):
        Policy.objects.of(owner.pk).create(**rule, source_title=f"{owner.name}收费办法")
    policies.forget()


def cap(amount: int) -> dict:
    return {"units": ["lesson"], "caps": [{"unit": "lesson", "amount": amount}]}


@pytest.mark.req("A-41/province")
@pytest.mark.parametrize(("channel", "passes"), [("school_account", True), ("personal_account", False)])
def test_who_may_collect_is_what_the_province_decides(anxi, channel, passes):
    plan = factories.complete_plan(anxi, collection_channel=channel)
    assert "福建省教育厅收费办法" not in page(anxi, plan)
    decides(anxi, "province", {"channels": ["school_account"], "forbidden_channels": ["personal_account"]})
    answer = submit(anxi, plan)
    assert (status_of(plan) == "submitted") is passes and ("福建省教育厅收费办法" in answer) is not passes


@pytest.mark.req("A-41/city")
@pytest.mark.parametrize(("amount", "passes"), [("2.00", True), ("2.01", False)])
def test_a_plan_charges_no_more_than_the_city_decides(anxi, linhe, amount, passes):
    decides(linhe, "city", cap(1))
    decides(anxi, "city", cap(2))
    plan = factories.complete_plan(anxi, fee_amount=amount)
    answer = submit(anxi, plan)
    assert (status_of(plan) == "submitted") is passes
    assert ("超过上限 2 元" in answer and "泉州市教育局收费办法" in answer) is not passes


@pytest.mark.req("A-41/replaced")
def test_a_stricter_rule_of_the_county_stands_before_the_citys_and_the_page_names_both(anxi):
    decides(anxi, "city", cap(3))
    decides(anxi, "county", cap(1))
    rules = anxi.client(Role.OFFICER).get(anxi.url("bureaus:show_policy", kind="fee")).text
    top = rules[: rules.index("各条规定与历史")]
    assert "《安溪县教育局收费办法》" in top and "《泉州市教育局收费办法》" in rules.removeprefix(top)
    plan = factories.complete_plan(anxi, fee_amount="1.01")
    assert "超过上限 1 元" in submit(anxi, plan) and status_of(plan) == "draft"
