"""One county's term from end to end, as its people live it, each on their own screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
import time_machine
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from afterschool.tenancy.scopes import bureau_scope
from bureaus.documents.models import IssuedDocument
from bureaus.tree.tasks import order_in_every_county
from enrollment.agreements.models import Agreement
from enrollment.attendance.models import Session
from rectification.campaigns.models import Campaign
from tests.world import PASSWORD, County, World

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore:.*asyncio.*:DeprecationWarning")]
CODE = "150802"


class Term:
    """The people of 临河 and their screens; each method is one step of the story."""

    def __init__(self, world: World, visitor):
        self.world, self.county, self.visitor = world, world.linhe, visitor
        self.screens: dict[str, object] = {}

    @contextmanager
    def on(self, moment: str) -> Iterator[None]:
        """A moment of 2021. The next one finds everybody signed out: sessions end after twelve hours."""
        with time_machine.travel(f"2021-{moment}+08:00", tick=True):
            yield
        self.screens.clear()

    def at_screen(self, role: str, *, county: County | None = None):
        """The screen of one person of staff, signed in with user name and password."""
        county = county or self.county
        key = f"{county.code}-{role}"
        if key not in self.screens:
            screen = self.visitor(phone=role == "teacher").go("/sign-in/")
            screen.fill(username=key, password=PASSWORD).click("登录")
            screen.page.wait_for_url(f"**/{county.code}/**")
            self.screens[key] = screen
        return self.screens[key]

    # 2 -------------------------------------------------------------------------------------------------------------

    def open_term(self):
        officer = self.at_screen("officer").go(f"/{CODE}/policy-packs/bayannur_2021/")
        officer.click("采用")
        officer.go(f"/{CODE}/terms/open/").fill(year="2021", starts_on="2021-09-01", ends_on="2022-01-14")
        officer.choose(season="autumn").click("开启学期")
        officer.sees("2021年秋季学期", "国庆节", "调休")

    # 3 -------------------------------------------------------------------------------------------------------------

    def file_plan(self):
        admin = self.at_screen("school_admin").go(f"/{CODE}/schools/plans/new/")
        admin.click("建立草稿")
        admin.sees("添加时段")
        self.plan = admin.page.url.split("/plans/")[1].split("/")[0]
        self.refuse_the_late_slot(admin)
        self.add_activity(admin, "作业辅导", "base_care", "homework_guidance", "16:20", "17:20", [1, 2, 3, 4, 5])
        self.add_activity(admin, "阳光体育", "base_care", "physical_activity", "17:20", "18:20", [1, 2, 3, 4, 5])
        self.add_activity(
            admin, "科学实验", "club", "science_education", "17:20", "18:20", [3], capacity="1", teacher="助教示例"
        )
        admin.go(f"/{CODE}/schools/plans/{self.plan}/edit/").sees("应急预案")
        admin.click("提交审批").sees("应急预案")
        self.write_plan(admin)

    def refuse_the_late_slot(self, admin):
        admin.go(f"/{CODE}/schools/plans/{self.plan}/slots/").fill(starts_at="16:20", ends_at="18:45").click("保存")
        admin.sees("18:45", "18:30", "三(二)")
        expect(admin.page.locator("[name=ends_at]")).to_have_value("18:45")
        admin.fill(ends_at="18:20").click("保存")
        admin.sees("16:20–18:20")

    def add_activity(self, admin, name, kind, category, starts_at, ends_at, weekdays, capacity="", teacher="教师示例"):
        admin.go(f"/{CODE}/schools/plans/{self.plan}/activities/")
        admin.fill(name=name, starts_at=starts_at, ends_at=ends_at, capacity=capacity, content=f"{name}的内容")
        admin.choose(kind=kind, category=category)
        admin.page.locator("select[name=teacher]").select_option(label=teacher)
        for day in weekdays:
            admin.page.locator(f"[name=weekdays][value='{day}']").check()
        admin.click("保存").sees(name, "添加活动")

    def write_plan(self, admin):
        admin.go(f"/{CODE}/schools/plans/{self.plan}/edit/")
        texts = {
            "survey_summary": "向全体家长发放问卷，三名学生需要服务。",
            "organization": "校长负责，每天一名带班领导。",
            "management_rules": "考勤、交接班、门卫登记制度。",
            "safety_measures": "活动前检查场地和消防设施。",
            "emergency_plan": "突发疾病、火情预案，责任到人。",
            "risk_assessment": "逐项评估，均已整改。",
            "insurance": "已投保校方责任险",
            "exercise_minutes": "60",
            "fee_amount": "300",
            "fee_document": "示发改〔2021〕1号",
        }
        admin.fill(**texts).choose(fee_unit="term").click("保存")
        admin.sees("可以提交")
        admin.click("提交审批").sees("待审批")

    # 4 -------------------------------------------------------------------------------------------------------------

    def return_and_approve_plan(self):
        page = f"/{CODE}/schools/plans/{self.plan}/"
        officer = self.at_screen("officer").go(page).fill(reason="请写明带班领导。").click("退回学校")
        officer.sees("已退回", "请写明带班领导。")
        admin = self.at_screen("school_admin")
        self.open_round()
        admin.sees("备案", "五(三)")
        admin.go(f"{page}edit/").fill(organization="校长负责，每天由教务主任或德育主任带班。").click("保存")
        admin.sees("可以提交").click("提交审批").sees("待审批")
        officer.go(page).click("同意")
        approver = self.at_screen("approver").go(page).click("同意")
        approver.sees("已备案")
        text = self.pdf_of(approver, "plan")
        assert "科学实验" in text and "18:20" in text and "教务主任" in text

    def pdf_of(self, screen, kind: str) -> str:
        """The text of the newest document of a kind, downloaded by this person."""
        with bureau_scope(self.county.bureau.pk):
            documents = IssuedDocument.objects.of(self.county.bureau.pk).filter(media_type="application/pdf")
            found = documents.filter(order__kind__contains=kind).latest("pk")
        response = screen.page.request.get(f"{screen.home}/{CODE}/documents/{found.pk}/")
        assert response.status == 200, response.status
        return "".join(page.extract_text() for page in PdfReader(BytesIO(response.body())).pages)

    # 5 -------------------------------------------------------------------------------------------------------------

    def open_round(self):
        admin = self.at_screen("school_admin").go(f"/{CODE}/enrollment/plans/{self.plan}/open/")
        admin.fill(opens_at="2021-08-25T08:00", closes_at="2021-08-30T18:00").click("开放报名")

    def family(self, n: int):
        """A family on its phone, signed in with the one-time code that the development channel shows."""
        if f"family-{n}" not in self.screens:
            phone = self.visitor(phone=True).go(f"/{CODE}/family/sign-in/")
            phone.fill(phone=f"1990000{n:04d}").click("获取验证码")
            words = phone.page.locator(".note-words").inner_text()
            code = "".join(c for c in words.split("验证码是")[1] if c.isdigit())[:6]
            phone.fill(code=code).click("登录")
            phone.sees("示例学生" + "甲乙"[n - 1])
            self.screens[f"family-{n}"] = phone
        return self.screens[f"family-{n}"]

    def apply(self, n: int, *, club: bool, exempt: bool = False):
        phone = self.family(n)
        phone.go(f"/{CODE}/family/")
        phone.page.locator("a.big-link", has_text="报名").first.click()
        if phone.page.get_by_role("button", name="同意", exact=True).count():
            phone.click("同意")
            phone.go(f"/{CODE}/family/")
            phone.page.locator("a.big-link", has_text="报名").first.click()
        phone.sees("作业辅导", "科学实验", "基础看护")
        if club:
            phone.page.locator("li.offer", has_text="科学实验").locator("input").check()
        if exempt:
            phone.page.locator("select[name=exemption]").select_option(label="低保户子女")
            phone.page.locator("[name=evidence]").set_input_files(
                {"name": "低保证.jpg", "mimeType": "image/jpeg", "buffer": photo()}
            )
        phone.click("提交报名").sees("报名已提交")

    # 6 -------------------------------------------------------------------------------------------------------------

    def review(self):
        for role in ("class_teacher", "school_admin"):
            screen = self.at_screen(role)
            for name in ("示例学生甲", "示例学生乙"):
                screen.go(f"/{CODE}/enrollment/applications/").click(name, role="link")
                if name == "示例学生甲":
                    self.review_exemption(screen)
                form = screen.page.locator("form", has=screen.page.get_by_role("button", name="提交意见", exact=True))
                form.get_by_label("同意", exact=True).check()
                screen.click("提交意见")
        screen.go(f"/{CODE}/enrollment/applications/").sees("待签协议")

    def review_exemption(self, screen):
        evidence = screen.page.locator("a", has_text="低保证").first.get_attribute("href")
        assert screen.page.request.get(screen.home + evidence).status == 200
        screen.page.reload()
        form = screen.page.locator("form", has=screen.page.get_by_role("button", name="提交减免意见"))
        form.get_by_label("予以认定").check()
        screen.click("提交减免意见")

    def accept_agreements(self):
        for n in (1, 2):
            phone = self.family(n).go(f"/{CODE}/family/")
            phone.page.locator("a.big-link", has_text="协议").first.click()
            phone.sees("中小学生课后服务协议").click("同意并签订").sees("已签订")
        with bureau_scope(self.county.bureau.pk):
            agreements = Agreement.objects.of(self.county.bureau.pk)
            assert agreements.count() == 2 and all(len(row.sha256) == 64 and row.version for row in agreements)

    # 7 -------------------------------------------------------------------------------------------------------------

    def take_roll(self):
        teacher = self.at_screen("teacher").go(f"/{CODE}/enrollment/sessions/")
        teacher.sees("作业辅导").click("点名", role="link")
        teacher.sees("示例学生甲", "示例学生乙").click("提交点名").sees("已点名", "实到 2")
        with bureau_scope(self.county.bureau.pk):
            assert Session.objects.of(self.county.bureau.pk).held().get().present_count == 2

    # 8 -------------------------------------------------------------------------------------------------------------

    def charge(self):
        admin, cashier = self.at_screen("school_admin"), self.at_screen("cashier")
        admin.go(f"/{CODE}/billing/fee-standards/").click("按方案建立收费标准")
        cashier.go(f"/{CODE}/billing/charges/").click("开出本学期应收").sees("报备并公示后才能收费")
        admin.click("报备", role="link").fill(filing_document="示发改〔2021〕1号").click("登记报备")
        admin.click("公示").sees("已公示")
        cashier.go(f"/{CODE}/billing/charges/").click("开出本学期应收").sees("已开出 2 笔应收，其中免收 1 笔")
        cashier.go(f"/{CODE}/billing/charges/?status=issued").click("示例学生乙", role="link")
        cashier.choose(method="bank_transfer").fill(receipt_number="示例0001").click("登记收款").sees("已缴清")
        cashier.go(f"/{CODE}/billing/ledger/").sees("借贷平衡", "收到课后服务费", "300.00")
        self.family(1).go(f"/{CODE}/billing/family/charges/").sees("0 元", "低保")

    # 9 -------------------------------------------------------------------------------------------------------------

    def report_clues(self):
        officer = self.at_screen("officer").go(f"/{CODE}/rectification/campaigns/start/")
        officer.fill(
            year="2021", title="城区中小学课后服务覆盖不足问题", form_title="“点题整治”问题线索登记表",
            source_title="城区中小学课后服务覆盖不足问题工作方案",
            starts_on="2021-09-01", ends_on="2021-12-31",
        ).click("启动专项").sees("进行中")  # fmt: skip
        admin = self.at_screen("school_admin").go(f"/{CODE}/rectification/clue-reports/")
        admin.click("有线索，开始填报").click("登记线索", role="link")
        clue = {
            "found_on": "2020-12-30", "subject_name": "示例某", "subject_post": "示例岗位",
            "summary": "反映示例学校违规收取费用的示例线索。", "handler": "示例承办单位",
        }  # fmt: skip
        admin.fill(**clue).choose(source="petition", category="unauthorized_charge", handling="self_handled")
        self.declare_discipline_business(admin)
        admin.click("登记").sees("今年")
        expect(admin.page.locator("[name=found_on]")).to_have_value("2020-12-30")
        admin.fill(found_on="2021-09-10").click("登记")
        admin.click("报送登记表").sees("已报送")

    def declare_discipline_business(self, admin):
        field = admin.page.locator("[name=is_discipline_business]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(index=1)
        else:
            field.check()

    def freeze_month(self):
        """What beat starts on the 26th."""
        order_in_every_county("freeze_clue_reports")
        inspector = self.at_screen("inspector").go(f"/{CODE}/rectification/months/?month=2021-09")
        inspector.sees(self.county.school.name, self.county.other_school.name, "逾期")
        text = self.pdf_of(inspector, "merge")
        assert "示例某" in text and self.county.other_school.name in text

    # 10 ------------------------------------------------------------------------------------------------------------

    def inspect(self):
        inspector = self.at_screen("inspector").go(f"/{CODE}/rectification/dashboard/").click("现在统计")
        inspector.sees(
            "城区学校覆盖率", "学校覆盖率", "有需求学生覆盖率", "“2+N”模式覆盖率", "城区“2+3”模式占比", "城区科学教育占比",
            "目标 100%", "申报", "核实",
        )  # fmt: skip
        inspector.go(f"/{CODE}/rectification/indicators/school_coverage/")
        inspector.sees(self.county.school.name, self.county.other_school.name, "已备案方案", "没有已备案方案")
        inspector.go(f"/{CODE}/rectification/months/?month=2021-09").click("汇总表", role="link").sees("示例某")
        with inspector.page.expect_download() as download:
            inspector.click("下载本月材料", role="link")
        assert download.value.suggested_filename.endswith(".zip")

    # 11 ------------------------------------------------------------------------------------------------------------

    def look_from_another_county(self):
        stranger = self.at_screen("officer", county=self.world.anxi)
        with bureau_scope(self.county.bureau.pk):
            files = list(IssuedDocument.objects.of(self.county.bureau.pk).values_list("pk", flat=True))
            campaign = Campaign.objects.of(self.county.bureau.pk).get().pk
        paths = [
            f"/{CODE}/", f"/{CODE}/schools/plans/{self.plan}/", f"/{CODE}/rectification/dashboard/",
            f"/{CODE}/rectification/campaigns/{campaign}/", f"/api/v1/{CODE}/schools/", f"/api/v1/{CODE}/indicators/",
            f"/{self.world.anxi.code}/schools/plans/{self.plan}/",
            *(f"/{code}/documents/{pk}/" for pk in files for code in (CODE, self.world.anxi.code)),
        ]  # fmt: skip
        assert files and {path: stranger.status(path) for path in paths} == dict.fromkeys(paths, 404)


def photo() -> bytes:
    content = BytesIO()
    Image.new("RGB", (60, 40), "#eeeeee").save(content, "JPEG")
    return content.getvalue()


@pytest.mark.req("C-45/filed", "C-46", "C-47/agreement", "C-48/charges", "C-11/primary", "C-06/six")
def test_one_countys_term(committed_world, visitor):
    term = Term(committed_world, visitor)
    with bureau_scope(term.county.bureau.pk):
        term.county.teacher_at(term.county.school, "助教示例")
    with term.on("08-20 09:00"):
        term.open_term()
        term.file_plan()
        term.return_and_approve_plan()
        term.open_round()
    with term.on("08-26 20:00"):
        term.apply(1, club=True, exempt=True)
        term.apply(2, club=False)
    with term.on("08-27 10:00"):
        term.review()
        term.accept_agreements()
    with term.on("09-01 16:30"):
        term.take_roll()
    with term.on("09-06 10:00"):
        term.charge()
    with term.on("09-20 10:00"):
        term.report_clues()
    with term.on("09-26 09:00"):
        term.freeze_month()
        term.inspect()
        term.look_from_another_county()
