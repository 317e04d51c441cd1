"""提交、退回、备案、撤销, and the document of the approved plan."""

import re
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models.user import User
from audit.models import Entry, Job
from audit.roles import Role
from bureaus.documents.models import DocumentOrder, IssuedDocument
from bureaus.reviews.models import ReviewCase
from providers.register.models import Provider
from schools.plans import documents
from schools.plans.models import Activity, PlanVersion, ServicePlan
from schools.plans.reports import contents as plan_contents
from schools.plans.services import plans as plan_services
from schools.register.models import School
from schools.staff.models import Staff
from tests import city, factories, papers
from tests.credit_codes import CREDIT_CODE
from tests.desk import MONDAY


def post(county, name, plan, role, **data):
    return county.client(role).post(county.url(f"schools:{name}", pk=plan.pk), data, follow=True)


def status_of(plan) -> str:
    return ServicePlan.objects.of(plan.bureau_id).get(pk=plan.pk).status


def served_by_an_institution(plan: ServicePlan) -> None:
    """From the county's shortlist: it serves 科学实验."""
    provider = Provider.objects.of(plan.bureau_id).create(
        name="示例俱乐部", credit_code=CREDIT_CODE, status="shortlisted"
    )
    Activity.objects.of(plan.bureau_id).filter(plan=plan, name="科学实验").update(provider=provider)


def vetting_ran_out(plan: ServicePlan) -> None:
    Staff.objects.of(plan.bureau_id).filter(name="教师样本甲").update(kind="volunteer")


def no_longer_willing(plan: ServicePlan) -> None:
    Staff.objects.of(plan.bureau_id).filter(name="教师样本甲").update(volunteered=False)


def provider_suspended(plan: ServicePlan) -> None:
    Provider.objects.of(plan.bureau_id).update(status="suspended", out_since=timezone.localdate())


def provider_blacklisted(plan: ServicePlan) -> None:
    city.blacklist(plan.bureau)


class TestSubmit:
    @pytest.mark.req("C-45/filed")
    def test_kept_word_for_word_and_sent_to_the_officer(self, linhe, complete):
        post(linhe, "submit_plan", complete, Role.SCHOOL_ADMIN)
        assert status_of(complete) == "submitted"
        version = PlanVersion.objects.of(linhe.bureau.pk).get()
        assert version.number == 1 and version.content["texts"]["应急预案"] == factories.PARTS["emergency_plan"]
        case = ReviewCase.objects.of(linhe.bureau.pk).get()
        assert (case.chain, case.step_role, case.subject_path) == (
            "plan_approval",
            "officer",
            complete.get_absolute_url(),
        )
        assert Entry.objects.about(complete).first().after == "submitted"

    @pytest.mark.req("C-45/filed", "C-60/one")
    def test_what_is_filed_holds_everything_together(self, linhe, submitted):
        content = PlanVersion.objects.of(linhe.bureau.pk).get().content
        labels = {name: ServicePlan._meta.get_field(name).verbose_name for name in plan_contents.TEXTS}
        assert content["texts"] == {labels[name]: factories.PARTS[name] for name in plan_contents.TEXTS}
        assert content["slots"] == [f"周{day} 16:20–18:20 课后服务（一至九年级）" for day in "一二三四五"]
        for name, words in {
            "课业辅导": ["作业辅导", "周一至周五 16:20–17:20", "不限人数", "教师示例", "教室", "课业辅导的安排"],
            "阳光体育": ["体育活动", "周一至周五 17:20–18:20", "不限人数", "教师示例", "教室", "阳光体育的安排"],
            "科学实验": ["科学教育", "周三 17:20–18:20", "限 3 人", "教师样本甲", "教室", "科学实验的安排"],
            "篮球社": ["兴趣小组及社团", "周三 17:20–18:20", "限 3 人", "教师样本乙", "教室", "篮球社的安排"],
        }.items():
            written = content["activities"].pop(name)
            assert [each for each in words if each not in written] == []
        assert content["activities"] == {}
        assert content["exercise"] == {"每日体育锻炼": "60 分钟"}
        assert content["fee"] == {
            "收费标准": "2.00 元/生·课时",
            "收费依据": "示发改〔2021〕1号",
            "收费渠道": "学校账户",
        }

    def test_a_teacher_may_not(self, linhe, complete):
        assert post(linhe, "submit_plan", complete, Role.TEACHER).status_code == 403
        assert status_of(complete) == "draft"

    def test_another_county_does_not_see_it(self, complete, world):
        assert post(world.anxi, "submit_plan", complete, Role.SCHOOL_ADMIN).status_code == 404

    def test_not_twice(self, linhe, submitted):
        assert "不能变为“待审批”" in post(linhe, "submit_plan", submitted, Role.SCHOOL_ADMIN).text
        assert PlanVersion.objects.of(linhe.bureau.pk).count() == 1

    @pytest.mark.req(
        "C-44/time", "C-44/content", "C-44/staff", "C-44/rules", "C-44/safety", "C-44/emergency_plan", "C-44/fees"
    )
    def test_everything_that_is_missing_is_said_in_sentences(self, linhe):
        empty = dict.fromkeys(("organization", "management_rules", "safety_measures", "emergency_plan"), "")
        plan = factories.draft_plan(linhe, fee_amount=None, fee_unit="", **empty)
        page = post(linhe, "submit_plan", plan, Role.SCHOOL_ADMIN).text
        for sentence in (
            "没有写服务时间：请添加每天的服务时段",
            "没有写服务内容：请添加活动",
            "没有写人员安排：请写明负责人",
            "没有写管理制度：",
            "没有写安全防范措施：",
            "没有写应急预案：",
            "没有写收费事项：请填写收费标准",
        ):
            assert sentence in page
        assert "五(三)程序二" in page
        assert status_of(plan) == "draft" and not ReviewCase.objects.of(linhe.bureau.pk).exists()


class TestReturn:
    @pytest.mark.req("C-45/filed")
    def test_with_the_reason_the_school_reads(self, linhe, submitted):
        post(linhe, "return_plan", submitted, Role.OFFICER, reason="应急预案请写明联系人")
        assert status_of(submitted) == "returned"
        page = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:edit_plan", pk=submitted.pk)).text
        assert "应急预案请写明联系人" in page

    def test_never_without_a_reason(self, linhe, submitted):
        page = post(linhe, "return_plan", submitted, Role.OFFICER, reason=" ").text
        assert "退回要写明理由" in page and status_of(submitted) == "submitted"

    def test_the_school_may_not(self, linhe, submitted):
        assert post(linhe, "return_plan", submitted, Role.SCHOOL_ADMIN, reason="x").status_code == 403

    def test_another_county_does_not_see_it(self, submitted, world):
        assert post(world.anxi, "return_plan", submitted, Role.OFFICER, reason="x").status_code == 404

    def test_a_draft_is_not_there_for_the_bureau(self, linhe, complete):
        assert post(linhe, "return_plan", complete, Role.OFFICER, reason="x").status_code == 404

    def test_what_is_decided_is_not_returned_and_the_page_says_so(self, linhe):
        approved = linhe.approved_plan()
        page = post(linhe, "return_plan", approved, Role.OFFICER, reason="x").text
        assert "方案现在是“已备案”，没有待办的审批。" in page and status_of(approved) == "approved"

    def test_the_next_version_shows_what_changed(self, linhe, submitted):
        post(linhe, "return_plan", submitted, Role.OFFICER, reason="应急预案请写明联系人")
        ServicePlan.objects.of(linhe.bureau.pk).filter(pk=submitted.pk).update(emergency_plan="联系人：副校长")
        post(linhe, "submit_plan", submitted, Role.SCHOOL_ADMIN)
        page = linhe.client(Role.OFFICER).get(linhe.url("schools:show_plan", pk=submitted.pk)).text
        assert "与上一版的不同" in page and "<ins>联系人：副校长</ins>" in page
        assert f"<del>{factories.PARTS['emergency_plan']}</del>" in page


class TestApprove:
    @pytest.mark.req("C-45/filed")
    def test_officer_then_approver(self, linhe, submitted, django_capture_on_commit_callbacks):
        post(linhe, "approve_plan", submitted, Role.OFFICER)
        assert status_of(submitted) == "submitted"
        with django_capture_on_commit_callbacks(execute=True):
            post(linhe, "approve_plan", submitted, Role.APPROVER)
        assert status_of(submitted) == "approved"
        assert Entry.objects.about(submitted).first().after == "approved"
        document = IssuedDocument.objects.of(linhe.bureau.pk).get(order__kind="service_plan")
        page = linhe.client(Role.SCHOOL_ADMIN).get(linhe.url("schools:show_plan", pk=submitted.pk)).text
        assert linhe.url("bureaus:download_document", pk=document.pk) in page

    def test_the_approver_waits_for_the_officer(self, linhe, submitted):
        assert post(linhe, "approve_plan", submitted, Role.APPROVER).status_code == 403

    def test_the_principal_may_not(self, linhe, submitted):
        assert post(linhe, "approve_plan", submitted, Role.PRINCIPAL).status_code == 403

    def test_another_county_does_not_see_it(self, submitted, world):
        assert post(world.anxi, "approve_plan", submitted, Role.OFFICER).status_code == 404

    def test_not_what_was_returned(self, linhe, submitted):
        post(linhe, "return_plan", submitted, Role.OFFICER, reason="改")
        assert "没有待办的审批" in post(linhe, "approve_plan", submitted, Role.OFFICER).text

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            pytest.param(vetting_ran_out, "外聘人员教师样本甲没有登记资质", marks=pytest.mark.req("C-51/persons"), id="nobody who is not vetted"),
            pytest.param(no_longer_willing, "教师样本甲没有登记自愿参与", marks=pytest.mark.req("C-08/willing"), id="nobody who is not willing"),
            pytest.param(provider_suspended, "“科学实验”的机构“示例俱乐部”已被暂停", marks=pytest.mark.req("C-51/institutions", "C-32/exit"), id="no suspended institution"),
            pytest.param(provider_blacklisted, "“科学实验”的机构“示例俱乐部”在黑名单上", marks=pytest.mark.req("C-51/institutions"), id="no institution on the blacklist"),
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
    def test_each_step_checks_again_what_changed_since_the_submission(
        self, linhe, complete, role, change, words, time_machine
    ):
        """The page shows findings anyway: what counts is that the case stands where it stood."""
        time_machine.move_to(MONDAY, tick=False)
        served_by_an_institution(complete)
        submitted = plan_services.submit_plan(plan=complete, by=linhe.actor(Role.SCHOOL_ADMIN))
        if role == Role.APPROVER:
            plan_services.approve_plan(plan=submitted, by=linhe.actor(Role.OFFICER))
        change(submitted)
        with pytest.raises(plan_services.PlanNotReady, match=words):
            plan_services.approve_plan(plan=submitted, by=linhe.actor(role))
        assert words in post(linhe, "approve_plan", submitted, role).text
        case = ReviewCase.objects.of(linhe.bureau.pk).get()
        assert (case.status, case.step_role) == ("open", role)
        assert case.decisions.count() == (role == Role.APPROVER) and status_of(submitted) == "submitted"


class TestDocument:
    @pytest.fixture
    def approved(self, linhe, submitted):
        post(linhe, "approve_plan", submitted, Role.OFFICER)
        post(linhe, "approve_plan", submitted, Role.APPROVER)
        return ServicePlan.objects.of(linhe.bureau.pk).get(pk=submitted.pk)

    def page(self, county, plan):
        url = county.url("schools:show_plan", pk=plan.pk)
        return county.client(Role.SCHOOL_ADMIN).get(url, headers={"HX-Request": "true"}).text

    def text_of(self, county) -> str:
        document = IssuedDocument.objects.of(county.bureau.pk).get(order__kind="service_plan")
        answer = county.client(Role.SCHOOL_ADMIN).get(county.url("bureaus:download_document", pk=document.pk))
        pages = PdfReader(BytesIO(answer.content)).pages
        assert 1 <= len(pages) <= 4
        return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))

    @pytest.mark.req("B-01")
    def test_the_paper_says_what_was_approved(self, linhe, approved):
        order = DocumentOrder.objects.of(linhe.bureau.pk).get()
        papers.work_off()
        text = self.text_of(linhe)
        for words in (
            "临河区示例第一小学",
            "2021年秋季学期课后服务实施方案",
            "周一至周五",
            "16:20–18:20",
            "科学实验",
            order.number,
        ):
            assert words in text
        assert order.check_code[:4] in text
        assert (order.title, order.ordered_by) == ("临河区示例第一小学2021年秋季学期课后服务实施方案", "分管领导示例")

    def test_what_changes_after_the_approval_does_not_reach_the_paper(self, linhe, approved):
        Staff.objects.of(linhe.bureau.pk).filter(name="教师样本甲").update(name="教师改名")
        School.objects.of(linhe.bureau.pk).filter(pk=linhe.school.pk).update(name="改名小学")
        papers.work_off()
        text = self.text_of(linhe)
        assert "教师样本甲" in text and "教师改名" not in text and "改名小学" not in text

    def test_ordered_again_it_is_the_first_with_its_number_and_its_content(self, linhe, approved):
        first = DocumentOrder.objects.of(linhe.bureau.pk).get()
        Staff.objects.of(linhe.bureau.pk).filter(name="教师样本甲").update(name="教师改名")
        again = documents.order_plan_document(approved, by=linhe.actor("approver"))
        papers.work_off()
        assert (again, again.number, again.frozen) == (first, first.number, first.frozen)
        assert "教师样本甲" in self.text_of(linhe)

    def test_an_approval_that_is_taken_back_leaves_no_paper_and_no_gap(self, linhe, submitted):
        post(linhe, "approve_plan", submitted, Role.OFFICER)
        with transaction.atomic():
            plan_services.approve_plan(plan=submitted, by=linhe.actor("approver"))
            transaction.set_rollback(True)
        assert not DocumentOrder.objects.of(linhe.bureau.pk).exists()
        plan_services.approve_plan(plan=submitted, by=linhe.actor("approver"))
        assert DocumentOrder.objects.of(linhe.bureau.pk).get().number.endswith("〕1号")

    def test_the_page_waits_for_it(self, linhe, approved):
        waiting = self.page(linhe, approved)
        assert 'hx-trigger="every 2s"' in waiting and "正在生成方案文书" in waiting and "<html" not in waiting
        papers.work_off()
        made = self.page(linhe, approved)
        number = DocumentOrder.objects.of(linhe.bureau.pk).get().number
        assert "hx-trigger" not in made and "课后服务实施方案" in made and number in made

    def test_the_page_says_when_it_could_not_be_made_and_the_operator_has_it_made(
        self, linhe, approved, django_capture_on_commit_callbacks
    ):
        Job.objects.filter(kind="document").update(status=Job.Status.DEAD)
        failed = self.page(linhe, approved)
        assert "文书没能生成" in failed and "hx-trigger" not in failed
        operator = User.objects.create_superuser("operator", password="example-Example-1", name="平台运维示例")
        client = Client()
        client.force_login(operator)
        address, choice = reverse("admin:audit_job_changelist"), Job.objects.get(kind="document").pk
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"action": "retry", "_selected_action": [choice]})
        assert DocumentOrder.objects.of(linhe.bureau.pk).get().number in self.page(linhe, approved)

    def test_a_plan_that_was_not_approved_here_has_none(self, linhe):
        elsewhere = factories.complete_plan(linhe, status="approved")
        page = self.page(linhe, elsewhere)
        assert "没有备案文书" in page and "hx-trigger" not in page


class TestWithdraw:
    @pytest.fixture
    def approved(self, linhe):
        return linhe.approved_plan()

    def test_with_a_reason_and_a_new_plan_may_follow(self, linhe, approved):
        post(linhe, "withdraw_plan", approved, Role.APPROVER, reason="校区搬迁")
        assert status_of(approved) == "withdrawn"
        assert Entry.objects.about(approved).first().reason == "校区搬迁"
        assert factories.draft_plan(linhe).pk

    def test_never_without_a_reason(self, linhe, approved):
        assert "撤销备案要写明理由" in post(linhe, "withdraw_plan", approved, Role.APPROVER, reason="").text
        assert status_of(approved) == "approved"

    def test_the_school_may_not(self, linhe, approved):
        assert post(linhe, "withdraw_plan", approved, Role.SCHOOL_ADMIN, reason="x").status_code == 403

    def test_another_county_does_not_see_it(self, approved, world):
        assert post(world.anxi, "withdraw_plan", approved, Role.OFFICER, reason="x").status_code == 404

    def test_only_what_was_approved(self, linhe, submitted):
        page = post(linhe, "withdraw_plan", submitted, Role.OFFICER, reason="x").text
        assert "不能变为“已撤销”" in page and status_of(submitted) == "submitted"
