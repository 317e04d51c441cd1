"""方案页面: for the bureau, the school, and everybody."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.roles import Role
from schools.plans.models import ServicePlan
from tests import factories


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
    @pytest.mark.req("C-04")
    def test_everybody_reads_what_was_approved(self, linhe):
        plan = linhe.approved_plan()
        for client in (Client(), linhe.client("guardian"), linhe.client(Role.TEACHER)):
            page = client.get(linhe.url("schools:show_public_plan", pk=plan.pk)).text
            for words in ("周一至周五", "16:20–18:20", "科学实验", "2.00 元/生·课时", "突发疾病"):
                assert words in page
        assert "临河区示例第一小学" in Client().get(linhe.url("schools:list_public_plans")).text

    def test_nothing_else_is_public(self, linhe, submitted, world):
        assert Client().get(linhe.url("schools:show_public_plan", pk=submitted.pk)).status_code == 404
        assert "临河区示例" not in Client().get(linhe.url("schools:list_public_plans")).text
        ServicePlan.objects.of(linhe.bureau.pk).update(status="approved")
        assert Client().get(world.anxi.url("schools:show_public_plan", pk=submitted.pk)).status_code == 404
