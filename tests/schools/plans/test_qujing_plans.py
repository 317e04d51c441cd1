"""What 曲靖's draft says of a plan, in 麒麟区 under that draft: it is named with its clause, and it never blocks."""

from datetime import date, time

import pytest
from django.test import Client

from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor, ActorKind
from audit.models import Entry
from audit.roles import Role
from bureaus.reviews import reports as review_reports
from bureaus.terms.models import Term
from bureaus.tree.models import Bureau
from providers.register import services as provider_services
from schools.plans.models import ServicePlan, TimeSlot
from schools.plans.services import plans as plan_services
from tests import factories
from tests.credit_codes import credit_code
from tests.files import photograph
from tests.world import County

DRAFT = "曲靖市人民政府关于做好中小学生课后服务工作的指导意见（征求意见稿）"
NATIONAL = "教基厅函〔2023〕26号"


@pytest.fixture
def draft(qilin) -> ServicePlan:
    return factories.draft_plan(qilin)


@pytest.fixture
def complete(qilin) -> ServicePlan:
    return factories.complete_plan(qilin)


@pytest.fixture
def autumn_2024(qilin) -> Term:
    return Term.objects.of(qilin.bureau.pk).create(
        year=2024, season="autumn", starts_on=date(2024, 9, 2), ends_on=date(2025, 1, 17), status=Term.Status.OPEN
    )


def page_of(county: County, plan: ServicePlan) -> str:
    return county.client(Role.SCHOOL_ADMIN).get(county.url("schools:show_plan", pk=plan.pk)).text


def add_slots(county: County, plan: ServicePlan, *days: int, role=Role.SCHOOL_ADMIN, **hours: str):
    data = {"weekdays": days or (1, 2, 3, 4, 5), "service": "after_school", "grade_from": "1", "grade_to": "6"}
    return county.client(role).post(county.url("schools:add_slots", pk=plan.pk), data | hours)


def submit(county: County, plan: ServicePlan) -> str:
    county.client(Role.SCHOOL_ADMIN).post(county.url("schools:submit_plan", pk=plan.pk))
    return ServicePlan.objects.of(county.bureau.pk).get(pk=plan.pk).status


@pytest.mark.req("D-01/no_block")
def test_a_plan_that_breaks_the_draft_everywhere_can_still_be_submitted(qilin, complete):
    complete.slots.update(ends_at=time(18, 30))
    complete.activities.filter(name="科学实验").update(content="数学补课，讲新课")
    ServicePlan.objects.of(qilin.bureau.pk).filter(pk=complete.pk).update(survey_summary="", safety_measures="")
    page = page_of(qilin, complete)
    assert "晚于 18:00" in page and "补课、新课" in page and "没有摸底情况" in page and "没有写安全措施" in page
    assert submit(qilin, complete) == "submitted"


@pytest.mark.req("D-01/said")
def test_what_rests_on_the_draft_says_that_it_is_one(qilin, draft):
    add_slots(qilin, draft, starts_at="16:00", ends_at="18:01")
    assert f"《{DRAFT}》三(二)" in page_of(qilin, draft)
    officer = qilin.client(Role.OFFICER)
    assert DRAFT in officer.get(qilin.url("bureaus:show_policy", kind="service_window")).text
    adopt = qilin.url("bureaus:adopt_policy_pack", code="qujing_2020_draft")
    assert "征求意见稿没有约束力，采用后只提示、不禁止" in officer.get(adopt).text


# --- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("D-09/until_six")
@pytest.mark.parametrize(("ends_at", "named"), [("18:00", False), ("18:01", True)])
def test_the_service_ends_at_six(qilin, draft, ends_at, named):
    assert add_slots(qilin, draft, starts_at="16:00", ends_at=ends_at).status_code == 302
    assert (f"小学结束时间 {ends_at} 晚于 18:00" in page_of(qilin, draft)) is named


@pytest.mark.req("D-09/weekdays")
@pytest.mark.parametrize(("day", "named"), [(5, False), (6, True), (7, True)])
def test_it_runs_from_monday_to_friday(qilin, draft, day, named):
    add_slots(qilin, draft, day, starts_at="16:00", ends_at="18:00")
    assert ("不是课后服务日，只能安排在周一、周二、周三、周四、周五" in page_of(qilin, draft)) is named


@pytest.mark.req("D-09/noon", "D-12/nap")
def test_noon_is_part_of_it_until_the_nation_no_longer_counts_it(qilin, draft, autumn_2024):
    add_slots(qilin, draft, starts_at="12:00", ends_at="14:00", service="midday_care")
    assert "可以开展，但不计入课后服务" not in page_of(qilin, draft)
    later = factories.draft_plan(qilin, term=autumn_2024)
    assert add_slots(qilin, later, starts_at="12:00", ends_at="14:00", service="midday_care").status_code == 302
    page = page_of(qilin, later)
    assert "周一 12:00–14:00的午餐午休看管可以开展，但不计入课后服务" in page and NATIONAL in page


@pytest.mark.req("D-53/by_school")
def test_each_school_sets_its_own_hours(qilin, draft):
    other = factories.draft_plan(qilin, school=qilin.other_school)
    qilin.join("other_admin", Role.SCHOOL_ADMIN, school=qilin.other_school)
    add_slots(qilin, draft, starts_at="16:00", ends_at="18:00")
    add_slots(qilin, other, 1, 3, role="other_admin", starts_at="15:40", ends_at="17:10")
    hours = {
        plan: {(slot.weekday, f"{slot.starts_at:%H:%M}", f"{slot.ends_at:%H:%M}") for slot in slots_of(plan)}
        for plan in (draft, other)
    }
    assert hours == {
        draft: {(day, "16:00", "18:00") for day in range(1, 6)},
        other: {(day, "15:40", "17:10") for day in (1, 3)},
    }
    assert add_slots(qilin, other, 2, starts_at="15:40", ends_at="17:10").status_code == 404


def slots_of(plan: ServicePlan):
    return TimeSlot.objects.of(plan.bureau_id).filter(plan=plan)


# --- content ----------------------------------------------------------------------------------------------------------


@pytest.mark.req("D-11/menu")
def test_each_kind_of_the_draft_can_be_put_into_a_plan(qilin, draft):
    url = qilin.url("schools:add_activity", pk=draft.pk)
    admin = qilin.client(Role.SCHOOL_ADMIN)
    kinds = [
        "homework_guidance", "physical_activity", "arts", "reading", "science_education", "labor", "mental_health",
        "interest_group",
    ]  # fmt: skip
    for n, category in enumerate(kinds):
        data = {
            "name": f"活动{n}", "kind": "club", "category": category, "weekdays": ["1"], "starts_at": "16:00",
            "ends_at": "17:00", "grade_from": "1", "grade_to": "6", "capacity": "30", "teacher": qilin.teacher.pk,
            "content": "写明",
        }  # fmt: skip
        assert admin.post(url, data).status_code == 302
    assert set(draft.activities.values_list("category", flat=True)) == set(kinds)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        pytest.param("三年级集体补课", "补课", id="曲靖 二(三): tutoring", marks=pytest.mark.req("D-05/tutoring")),
        pytest.param("提前讲新课", "新课", id="曲靖 二(三): new lessons", marks=pytest.mark.req("D-05/new_lessons")),
        pytest.param("自主作业，不讲新课，不补课", "", id="曲靖 二(三): a promise"),
    ],
)
def test_tutoring_and_new_lessons_are_pointed_out(qilin, complete, content, named):
    complete.activities.filter(name="课业辅导").update(content=content)
    page = page_of(qilin, complete)
    assert (f"“课业辅导”写到了“{named}”" in page) is bool(named)
    assert ("课后服务不得用来补课、讲新课" in page) is bool(named)


# --- before the start -------------------------------------------------------------------------------------------------


@pytest.mark.req("D-27/asked")
@pytest.mark.parametrize("asked", ["nothing", "summary", "answers"])
def test_a_plan_without_a_survey_of_the_families_is_named(qilin, complete, asked):
    summary = "问卷 3 份，收回 3 份。" if asked == "summary" else ""
    ServicePlan.objects.of(qilin.bureau.pk).filter(pk=complete.pk).update(survey_summary=summary)
    if asked == "answers":
        answers = {f"student-{qilin.student.pk}": "5", "term": qilin.term.pk}
        qilin.client(Role.SCHOOL_ADMIN).post(qilin.url("schools:record_survey", pk=qilin.school_class.pk), answers)
    page = page_of(qilin, complete)
    assert ("没有摸底情况" in page) is (asked == "nothing")


@pytest.mark.req("D-29")
def test_each_school_has_one_plan_of_its_own_kept_word_for_word(qilin, complete):
    url = qilin.url("schools:create_plan")
    assert "本校本学期已有方案" in qilin.client(Role.SCHOOL_ADMIN).post(url, {"term": qilin.term.pk}).text
    assert submit(qilin, complete) == "submitted"
    version = complete.versions.get()
    assert version.content["texts"]["安全防范措施"] == factories.PARTS["safety_measures"]
    complete.refresh_from_db()
    officer = qilin.client(Role.OFFICER)
    officer.post(qilin.url("schools:return_plan", pk=complete.pk), {"reason": "请结合本校实际修改"})
    ServicePlan.objects.of(qilin.bureau.pk).filter(pk=complete.pk).update(safety_measures="本校东门由两名教师护送。")
    submit(qilin, complete)
    assert [kept.content["texts"]["安全防范措施"] for kept in complete.versions.order_by("number")] == [
        factories.PARTS["safety_measures"],
        "本校东门由两名教师护送。",
    ]


@pytest.mark.req("D-31/contract")
def test_a_plan_with_a_provider_but_no_contract_is_named_until_it_is_uploaded(qilin, complete):
    provider = factories.shortlisted_provider(qilin)
    assert "请先完成招投标、签订协议并上传协议" not in page_of(qilin, complete)
    complete.activities.filter(name="科学实验").update(provider=provider)
    assert "引进了第三方机构（科学实验），请先完成招投标、签订协议并上传协议" in page_of(qilin, complete)
    url, admin = qilin.url("schools:attach_file", pk=complete.pk), qilin.client(Role.SCHOOL_ADMIN)
    admin.post(url, {"purpose": "insurance", "file": photograph("保单.jpg")})
    assert "请先完成招投标" in page_of(qilin, complete)
    admin.post(url, {"purpose": "provider_contract", "file": photograph("协议.jpg")})
    assert "请先完成招投标" not in page_of(qilin, complete)


# --- money ------------------------------------------------------------------------------------------------------------


@pytest.mark.req("D-19")
def test_the_committee_collects_for_the_provider_until_the_nation_forbids_it(qilin, complete, autumn_2024):
    assert "课后服务费不能由" not in page_of(qilin, complete)
    later = factories.complete_plan(qilin, term=autumn_2024)
    page = page_of(qilin, later)
    assert "课后服务费不能由“第三方机构委托家委会代收”，只能通过学校账户收取" in page and NATIONAL in page
    assert submit(qilin, later) == "draft"
    ServicePlan.objects.of(qilin.bureau.pk).filter(pk=later.pk).update(collection_channel="school_account")
    assert "课后服务费不能由" not in page_of(qilin, later)


# --- a trace ----------------------------------------------------------------------------------------------------------


@pytest.mark.req("D-38/decisions", "D-38/steps")
def test_who_did_what_and_why_is_read_on_the_plan_for_good(qilin, complete):
    submit(qilin, complete)
    officer, approver = qilin.client(Role.OFFICER), qilin.client(Role.APPROVER)
    officer.post(qilin.url("schools:return_plan", pk=complete.pk), {"reason": "请写明联系人"})
    submit(qilin, complete)
    officer.post(qilin.url("schools:approve_plan", pk=complete.pk))
    approver.post(qilin.url("schools:approve_plan", pk=complete.pk))
    actions = list(Entry.objects.about(complete).order_by("pk").values_list("action", "actor_name"))
    assert actions == [
        ("plan.submit", "学校管理员示例"),
        ("plan.return", "业务股室示例"),
        ("plan.submit", "学校管理员示例"),
        ("plan.approve", "分管领导示例"),
    ]
    page = page_of(qilin, complete)
    decisions = page[page.index("审批意见") :]
    for words in ("业务股室示例", "分管领导示例", "请写明联系人"):
        assert words in decisions
    trail = page[page.index("办理留痕") : page.rindex("</ol>")]
    assert trail.count("学校管理员示例") == 2 and "业务股室示例" in trail and "请写明联系人" in trail
    assert Client().get(qilin.url("schools:show_plan", pk=complete.pk)).status_code == 302


# --- the blacklist ----------------------------------------------------------------------------------------------------


@pytest.fixture
def served(qilin, complete) -> ServicePlan:
    """A complete plan in which an institution serves, its contract uploaded."""
    provider = factories.shortlisted_provider(qilin)
    complete.activities.filter(name="科学实验").update(provider=provider)
    url = qilin.url("schools:attach_file", pk=complete.pk)
    qilin.client(Role.SCHOOL_ADMIN).post(url, {"purpose": "provider_contract", "file": photograph("协议.jpg")})
    return complete


def blacklist(county: County) -> None:
    """By the city, which the job in the county has not followed yet."""
    city = Bureau.objects.get(code="530300")
    with bureau_scope(city.pk):
        provider_services.blacklist_provider(
            credit_code=credit_code(0),
            name="示例科学社",
            reason="提供虚假资质",
            starts_on=county.term.starts_on,
            by=Actor(ActorKind.STAFF, city.pk, city.code, "市局示例", role=Role.APPROVER, level="bureau"),
        )


@pytest.mark.req("D-36/plan_check")
def test_a_plan_that_names_a_blacklisted_provider_is_not_submitted(qilin, served):
    assert "黑名单" not in page_of(qilin, served)
    blacklist(qilin)
    page = page_of(qilin, served)
    assert "“科学实验”的机构“示例科学社”在黑名单上（至 2027-09-01），不得开展课后服务" in page
    assert f"《{DRAFT}》三(八)1" in page
    assert submit(qilin, served) == "draft"
    served.activities.filter(name="科学实验").update(provider=None)
    assert submit(qilin, served) == "submitted"


@pytest.mark.req("D-36/approval")
@pytest.mark.parametrize("step", ["officer", "approver"])
def test_a_plan_that_names_a_blacklisted_provider_is_no_longer_approved(qilin, served, step):
    assert submit(qilin, served) == "submitted"
    url = qilin.url("schools:approve_plan", pk=served.pk)
    if step == "approver":
        qilin.client(Role.OFFICER).post(url)
    blacklist(qilin)
    case = review_reports.case_of(served, plan_services.CHAIN)
    decided = case.decisions.count()
    assert "“示例科学社”在黑名单上" in qilin.client(step).post(url, follow=True).text
    served.refresh_from_db()
    case.refresh_from_db()
    assert (served.status, case.step_role, case.decisions.count()) == ("submitted", step, decided)


@pytest.mark.req("D-36/activity")
def test_a_blacklisted_provider_cannot_be_named_in_an_activity(qilin, complete):
    provider = factories.shortlisted_provider(qilin)
    club = complete.activities.get(name="科学实验")
    form = {
        "name": club.name, "kind": "club", "category": club.category, "weekdays": ["3"], "starts_at": "17:00",
        "ends_at": "18:00", "grade_from": "1", "grade_to": "6", "capacity": "3", "teacher": club.teacher_id,
        "content": club.content, "provider": provider.pk,
    }  # fmt: skip
    admin, url = qilin.client(Role.SCHOOL_ADMIN), qilin.url("schools:edit_activity", pk=club.pk)
    new = qilin.url("schools:add_activity", pk=complete.pk)
    blacklist(qilin)
    assert "在黑名单上" in admin.post(url, form).text
    assert "在黑名单上" in admin.post(new, form | {"name": "科学实验二班"}).text
    club.refresh_from_db()
    assert club.provider is None and not complete.activities.filter(name="科学实验二班").exists()
    assert admin.post(url, form | {"provider": ""}).status_code == 302
