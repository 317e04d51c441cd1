"""方案页面: for the bureau, the school, and everybody."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.roles import Role
from providers.register.models import Provider
from schools.plans.models import Activity, ServicePlan
from tests import factories
from tests.credit_codes import CREDIT_CODE


class TestListPlans:
    def test_the_bureau_sees_what_was_submitted(self, linhe, submitted):
        factories.draft_plan(linhe, school=linhe.other_school)
        page = linhe.client(Role.OFFICER).get(linhe.url("schools:list_plans")).text
        assert "临河区示例第一小学" in page and "临河区示例第二小学" not in page

    def test_the_school_sees_its_own(self, linhe, draft):
        factories.draft_plan(linhe, school=linhe.other_school)
        page = linhe.client(Role.TEACHING_OFFICE).get(linhe.url("schools:list_plans")).text
        assert "临河区示例第一小学" in page and "临河区示例第二小学" not in page

    def test_families_may_not(self, linhe):
        assert linhe.client("guardian").get(linhe.url("schools:list_plans")).status_code == 403

    def test_another_county_sees_none_of_it(self, linhe, submitted, world):
        page = world.anxi.client(Role.OFFICER).get(world.anxi.url("schools:list_plans")).text
        assert "临河区示例第一小学" not in page


class TestShowPlan:
    def test_the_officer_sees_findings_and_decides(self, linhe, submitted):
        page = linhe.client(Role.OFFICER).get(linhe.url("schools:show_plan", pk=submitted.pk)).text
        assert "核对结果" in page and "退回学校" in page and linhe.url("schools:approve_plan", pk=submitted.pk) in page

    def test_the_approver_waits_and_the_inspector_looks(self, linhe, submitted):
        for role in (Role.APPROVER, Role.INSPECTOR):
            page = linhe.client(role).get(linhe.url("schools:show_plan", pk=submitted.pk)).text
            assert "核对结果" in page and linhe.url("schools:approve_plan", pk=submitted.pk) not in page

    def test_a_draft_is_the_schools_own(self, linhe, draft, world):
        url = linhe.url("schools:show_plan", pk=draft.pk)
        assert linhe.client(Role.OFFICER).get(url).status_code == 404
        assert world.anxi.client(Role.SCHOOL_ADMIN).get(url).status_code == 404
        assert linhe.client(Role.TEACHER).get(url).status_code == 200

    def test_more_activities_cost_no_more_queries(self, linhe, submitted):
        def queries() -> int:
            client = linhe.client(Role.OFFICER)
            with CaptureQueriesContext(connection) as seen:
                client.get(linhe.url("schools:show_plan", pk=submitted.pk))
            return len(seen)

        queries()
        few = queries()
        for n in range(20):
            factories.add_activity(
                submitted, linhe.teacher_at(submitted.school, name=f"教师{n}"), f"社团{n}", "club", "arts", capacity=5
            )
        assert queries() == few


class TestPublicPlan:
    @pytest.mark.parametrize(
        "words",
        [
            pytest.param(["周一至周五", "16:20–18:20", "课业辅导", "阳光体育", "科学实验", "篮球社", "周三", "17:20–18:20"], marks=pytest.mark.req("C-04/items"), id="items"),
            pytest.param(["基础看护 · 作业辅导", "社团 · 科学教育", "一至六年级", "不限", ">3<", "教师样本甲", "示例俱乐部"], marks=pytest.mark.req("C-04/mode"), id="mode"),
            pytest.param(["课业辅导的安排", "阳光体育的安排", "科学实验的安排", "篮球社的安排"], marks=pytest.mark.req("C-04/content"), id="content"),
            pytest.param([factories.PARTS["safety_measures"], factories.PARTS["emergency_plan"], factories.PARTS["insurance"]], marks=pytest.mark.req("C-04/safety"), id="safety"),
            pytest.param(["2.00 元/生·课时", "示发改〔2021〕1号", "由学校账户收取"], marks=pytest.mark.req("C-04/fee"), id="fee"),
        ],
    )  # fmt: skip
    def test_everybody_reads_what_was_approved(self, linhe, words):
        plan = linhe.approved_plan()
        provider = Provider.objects.of(linhe.bureau.pk).create(
            name="示例俱乐部", credit_code=CREDIT_CODE, status="shortlisted"
        )
        Activity.objects.of(linhe.bureau.pk).filter(plan=plan, name="篮球社").update(provider=provider)
        for client in (Client(), linhe.client("guardian"), linhe.client(Role.TEACHER)):
            page = client.get(linhe.url("schools:show_public_plan", pk=plan.pk)).text
            assert [each for each in words if each not in page] == []

    @pytest.mark.req("C-04/items")
    def test_it_stands_on_the_public_list(self, linhe):
        linhe.approved_plan()
        assert "临河区示例第一小学" in Client().get(linhe.url("schools:list_public_plans")).text

    def test_nothing_else_is_public(self, linhe, submitted, world):
        assert Client().get(linhe.url("schools:show_public_plan", pk=submitted.pk)).status_code == 404
        assert "临河区示例" not in Client().get(linhe.url("schools:list_public_plans")).text
        ServicePlan.objects.of(linhe.bureau.pk).update(status="approved")
        assert Client().get(world.anxi.url("schools:show_public_plan", pk=submitted.pk)).status_code == 404
