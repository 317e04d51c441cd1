"""The county's month: board, reminders, freezing, documents, forwarding, package."""

import subprocess
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from openpyxl import load_workbook
from pypdf import PdfReader

from afterschool.papers import uploads
from audit.actors import Actor
from audit.models import Entry, Job
from bureaus.documents import registry as document_registry
from bureaus.documents.models import DocumentOrder, IssuedDocument
from rectification.indicators import services as indicator_services
from rectification.returns import rules
from rectification.returns.documents import clue_forms
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.services import clue_reports as clue_report_services
from rectification.returns.services import monthly_merges as monthly_merge_services
from schools.register.models import School
from tests import papers
from tests.clues import FORM_TITLE, SECRET_NAME, SECRET_SUMMARY, actions, at, which


def board(county, role="officer", **query):
    return county.client(role).get(county.url("rectification:show_month_board"), query)


def post(county, role, name, data=None, **kwargs):
    return county.client(role).post(county.url(f"rectification:{name}", **kwargs), data or {})


def merges(county):
    return MonthlyMerge.objects.of(county.bureau.pk)


def documents(county, **about):
    return IssuedDocument.objects.of(county.bureau.pk).filter(**about).select_related("order")


def squeezed(content: bytes) -> str:
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    return "".join(text.split())


def documents_text_without_reader(document) -> str:
    """The original as it was stored: it names who filed it, and no reader."""
    return squeezed(uploads.read_private(document.path, sha256=document.sha256))


def download(county, role, document):
    return county.client(role).get(county.url("bureaus:download_document", pk=document.pk))


# --- the board -------------------------------------------------------------------------------------------------


@pytest.mark.req("A-33/overdue")
@pytest.mark.parametrize("role", ["officer", "approver", "inspector"])
def test_the_board_shows_who_has_filed(world, filed, role):
    page = board(world.anxi, role).content.decode()
    assert "示例第一小学" in page and "示例第二小学" in page and "已报送" in page and "未填报" in page
    assert "2021年9月25日" in page
    assert ("查看线索" in page) is (role == "inspector")
    assert SECRET_NAME not in page


@pytest.mark.parametrize("role", ["school_admin", "principal", "teacher", "finance", "joint_reviewer"])
def test_the_board_wrong_role(world, campaign, role):
    assert board(world.anxi, role).status_code == 403


def test_the_board_of_another_county(world, campaign):
    assert world.linhe.client("officer").get(world.anxi.url("rectification:show_month_board")).status_code == 404
    assert "没有进行中的专项" in board(world.linhe).content.decode()


def test_the_board_is_filtered(world, filed):
    page = board(world.anxi, state="not_started", month="2021-09").content.decode()
    assert "示例第二小学" in page and "示例第一小学" not in page
    assert "没有符合条件的学校" in board(world.anxi, school="没有这所").content.decode()
    assert board(world.anxi, month="nonsense", campaign="x", state="y", page="z").status_code == 200


def test_constant_queries_on_the_board(world, campaign, django_assert_max_num_queries):
    client, address = world.anxi.client("inspector"), world.anxi.url("rectification:show_month_board")
    counts = []
    for number in (0, 50):
        for n in range(number):
            School.objects.of(world.anxi.bureau.pk).create(
                code=f"9{n:05d}", name=f"示例第{n}校", stage="primary", area="urban"
            )
        with django_assert_max_num_queries(16) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- reminders -------------------------------------------------------------------------------------------------


def test_schools_that_have_not_filed_are_reminded(world, campaign, filed):
    answer = post(world.anxi, "officer", "remind_schools", which(campaign))
    assert answer.status_code == 302
    merge = merges(world.anxi).get()
    entry = Entry.objects.of(world.anxi.bureau.pk).get(action="county_return.remind")
    assert merge.reminded_at is not None and str(world.anxi.other_school.pk) in str(entry.changes["schools"])
    assert "最近催报" in board(world.anxi).content.decode()


def test_remind_refused(world, campaign):
    assert post(world.anxi, "approver", "remind_schools", which(campaign)).status_code == 403
    assert post(world.linhe, "officer", "remind_schools", which(campaign)).status_code == 404


def test_nobody_is_reminded_when_all_have_filed_or_the_month_is_frozen(world, campaign, merge):
    assert "汇总定稿" in post(world.anxi, "officer", "remind_schools", which(campaign)).content.decode()


@pytest.mark.req("A-33/due")
@pytest.mark.parametrize(
    ("day", "reminded"), [("2021-09-19", False), ("2021-09-20", True), ("2021-09-23", True), ("2021-09-25", True)]
)
def test_the_worker_reminds_on_the_days_of_the_policy_once(world, campaign, filed, day, reminded, by_the_clock):
    with at(day, 8):
        by_the_clock("remind_schools")
        by_the_clock("remind_schools")
    assert actions(world.anxi).count("county_return.remind") == int(reminded)


# --- freezing --------------------------------------------------------------------------------------------------


@pytest.mark.req("A-33/due")
def test_the_worker_freezes_the_month_after_the_deadline_and_is_safe_to_run_twice(world, filed, by_the_clock):
    with at("2021-09-25", 23, 50):
        by_the_clock("freeze_clue_reports")
    assert merges(world.anxi).get().status == "collecting"
    for _ in range(2):
        with at("2021-09-26", 0, 10):
            by_the_clock("freeze_clue_reports")
    merge = merges(world.anxi).get()
    assert (merge.status, merge.school_count, merge.filed_count, merge.nil_count, merge.clue_count) == (
        "frozen",
        2,
        1,
        0,
        1,
    )
    assert [school["name"] for school in merge.overdue] == ["安溪县示例第二小学"]
    assert ClueReport.objects.of(world.anxi.bureau.pk).get().status == "frozen"
    assert documents(world.anxi).count() == 4
    assert actions(world.anxi).count("county_return.frozen") == 1
    assert not merges(world.linhe).exists()


@pytest.mark.req("A-33/overdue")
def test_the_overdue_school_is_named_on_the_board_and_to_itself(world, campaign, merge):
    anxi = world.anxi
    type(anxi.people["principal"]).objects.of(anxi.bureau.pk).filter(pk=anxi.people["principal"].pk).update(
        school=anxi.other_school
    )
    with at("2021-09-26"):
        page = board(anxi, state="overdue").content.decode()
        desk = anxi.client("principal").get(anxi.url("rectification:list_clue_reports")).content.decode()
        refusal = post(anxi, "principal", "file_nil_report", which(campaign))
    assert "示例第二小学" in page and "示例第一小学" not in page and "逾期未报" in page
    assert "没有收到本校的月报" in desk
    assert refusal.status_code == 409 and "之后月份" in refusal.content.decode()


def test_the_inspector_freezes_early_once_all_have_filed(world, campaign, filed, django_capture_on_commit_callbacks):
    answer = post(world.anxi, "inspector", "freeze_month", which(campaign))
    assert answer.status_code == 409 and "还有 1 所学校没有报送" in answer.content.decode()
    School.objects.of(world.anxi.bureau.pk).filter(pk=world.anxi.other_school.pk).update(closed_on=date(2021, 9, 1))
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(world.anxi, "inspector", "freeze_month", which(campaign))
    merge = merges(world.anxi).get()
    assert answer.url == merge.get_absolute_url() and merge.status == "frozen" and merge.overdue == []


def test_freeze_refused(world, campaign, merge):
    assert post(world.anxi, "officer", "freeze_month", which(campaign)).status_code == 403
    assert post(world.linhe, "inspector", "freeze_month", which(campaign)).status_code == 404
    with at("2021-09-27"):
        assert "不能变为" in post(world.anxi, "inspector", "freeze_month", which(campaign)).content.decode()


def test_the_command_freezes_one_month(world, campaign, filed, capsys):
    with at("2021-09-24"), pytest.raises(CommandError, match="还有 1 所学校没有报送"):
        call_command("freeze_clue_reports", "350524", "--month", "2021-09")
    with at("2021-09-26"):
        call_command("freeze_clue_reports", "350524", "--month", "2021-09")
        call_command("freeze_clue_reports", "350524", "--month", "2021-09")
        call_command("freeze_clue_reports", "350524")
    output = capsys.readouterr().out
    assert "已报 1/2 所，逾期未报：安溪县示例第二小学" in output and output.count("没有需要汇总的月份") == 2
    with pytest.raises(CommandError, match="没有这个教育局"):
        call_command("freeze_clue_reports", "999999")
    with pytest.raises(CommandError, match="Invalid isoformat"):
        call_command("freeze_clue_reports", "350524", "--month", "September")


# --- documents -------------------------------------------------------------------------------------------------


@pytest.mark.req("A-33/filed", "A-37")
def test_the_schools_form_as_pdf_and_xlsx(world, merge):
    pdf = documents(world.anxi, order__kind="clue_form", media_type="application/pdf").get()
    answer = download(world.anxi, "school_admin", pdf)
    text = squeezed(answer.content)
    assert len(PdfReader(BytesIO(answer.content)).pages) == 1
    assert FORM_TITLE in text and "填报单位：安溪县示例第一小学" in text and "填报月份：2021年9月" in text
    assert SECRET_SUMMARY in text and SECRET_NAME in text and "350524-2021-0001" in text
    assert "学校管理员示例2021-09-2010:00" in text
    assert documents_text_without_reader(pdf).count("学校管理员示例") == 1
    box = PdfReader(BytesIO(answer.content)).pages[0].mediabox
    assert box.width > box.height
    xlsx = documents(world.anxi, order__kind="clue_form").exclude(pk=pdf.pk).get()
    sheet = load_workbook(BytesIO(download(world.anxi, "principal", xlsx).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == FORM_TITLE and rows[2][:3] == ["序号", "线索编号", "线索来源"]
    assert rows[3][:3] == [1, "350524-2021-0001", "信访举报"] and SECRET_SUMMARY in rows[3]


@pytest.mark.req("A-33/filed")
def test_days_and_money_of_the_frozen_form_are_days_and_money_in_the_table(world, filed, clue):
    Clue.objects.of(world.anxi.bureau.pk).filter(pk=clue.pk).update(amount=Decimal("120.50"))
    with at("2021-09-26", 0, 10):
        monthly_merge_services.freeze_due_months(world.anxi.bureau.pk, today=date(2021, 9, 26))
    papers.work_off()
    xlsx = documents(world.anxi, order__kind="clue_merge").exclude(media_type="application/pdf").get()
    sheet = load_workbook(BytesIO(download(world.anxi, "inspector", xlsx).content)).active
    headings, clue = ([cell.value for cell in row] for row in list(sheet.iter_rows())[2:4])
    row = dict(zip(headings, clue, strict=True))
    assert row["发现时间"].date() == date(2021, 9, 3)
    assert row["涉及金额（元）"] == 120.5


@pytest.mark.req("A-33/filed")
def test_what_is_noted_or_renamed_after_the_freezing_does_not_reach_the_forms(world, filed, clue, campaign):
    with at("2021-09-26", 0, 10):
        monthly_merge_services.freeze_due_months(world.anxi.bureau.pk, today=date(2021, 9, 26))
    values = {"disposition": "preliminary_verification", "concluded_on": date(2021, 9, 19)}
    clue_report_services.record_disposition(clue=clue, by=world.anxi.actor("inspector"), **values)
    School.objects.of(world.anxi.bureau.pk).filter(pk=world.anxi.school.pk).update(name="改名小学")
    papers.work_off()
    for kind in ("clue_form", "clue_merge"):
        text = documents_text_without_reader(
            documents(world.anxi, order__kind=kind, media_type=document_registry.PDF).get()
        )
        assert SECRET_SUMMARY in text and "安溪县示例第一小学" in text
        assert "初步核实" not in text and "2021-09-19" not in text and "改名小学" not in text


def test_what_the_forms_say_is_sealed_until_a_reader_opens_them(world, filed):
    with at("2021-09-26", 0, 10):
        monthly_merge_services.freeze_due_months(world.anxi.bureau.pk, today=date(2021, 9, 26))
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(o)::text FROM bureaus_documents_documentorder o")
        stored = [row[0] for row in cursor.fetchall()]
    assert len(stored) == 2
    assert not any(secret in row for row in stored for secret in (SECRET_NAME, SECRET_SUMMARY))


def test_the_pages_say_how_far_the_forms_are(world, filed):
    anxi = world.anxi
    with at("2021-09-26", 0, 10):
        (merge,) = monthly_merge_services.freeze_due_months(anxi.bureau.pk, today=date(2021, 9, 26))

    def pages():
        return [
            anxi.client("inspector").get(merge.get_absolute_url()).content.decode(),
            anxi.client("school_admin").get(filed.get_absolute_url()).content.decode(),
        ]

    assert all("登记表正在生成" in page for page in pages())
    Job.objects.filter(kind="document").update(status=Job.Status.DEAD)
    assert all("登记表没能生成" in page and "正在生成" not in page for page in pages())
    Job.objects.filter(kind="document").update(status=Job.Status.WAITING)
    papers.work_off()
    assert all("正在生成" not in page and "没能生成" not in page and "（XLSX）" in page for page in pages())


def test_the_forms_of_forty_schools_are_ordered_with_the_queries_of_one(
    world, campaign, filed, merge, django_assert_max_num_queries
):
    """Frozen all at once in the transaction that freezes the month; a job for each makes them."""
    anxi = world.anxi
    for n in range(40):
        school = School.objects.of(anxi.bureau.pk).create(
            code=f"9{n}", name=f"示例第{n}校", stage="primary", area="urban"
        )
        ClueReport.objects.of(anxi.bureau.pk).create(
            campaign=campaign, school=school, year=2021, month=9, is_nil=True, status="frozen", due_on=merge.due_on
        )
    with django_assert_max_num_queries(16):
        clue_forms.order_month_forms(merge, by=anxi.actor("inspector"))
    assert DocumentOrder.objects.of(anxi.bureau.pk).filter(kind="clue_form").count() == 41
    assert Job.objects.filter(kind="document").count() == 42


@pytest.mark.req("A-33/filed")
def test_an_empty_form_says_that_nothing_was_found(world, campaign, django_capture_on_commit_callbacks):
    clue_report_services.file_nil_report(
        campaign=campaign, month=rules.Month(2021, 9), by=world.anxi.actor("school_admin")
    )
    with at("2021-09-26"), django_capture_on_commit_callbacks(execute=True):
        monthly_merge_services.freeze_due_months(world.anxi.bureau.pk, today=date(2021, 9, 26))
    for kind in ("clue_form", "clue_merge"):
        pdf = documents(world.anxi, order__kind=kind, media_type="application/pdf").get()
        assert "本月无问题线索（零报告）" in squeezed(download(world.anxi, "inspector", pdf).content)
        xlsx = documents(world.anxi, order__kind=kind).exclude(pk=pdf.pk).get()
        sheet = load_workbook(BytesIO(download(world.anxi, "inspector", xlsx).content)).active
        assert any("本月无问题线索（零报告）" in str(row[0].value) for row in sheet.iter_rows())


@pytest.mark.req("A-33/overdue", "A-38/forwarded")
def test_the_merged_form_names_the_city_team_and_the_overdue_schools(world, merge):
    pdf = documents(world.anxi, order__kind="clue_merge", media_type="application/pdf").get()
    text = squeezed(download(world.anxi, "inspector", pdf).content)
    assert "报送：市纪委监委派驻市教育局纪检监察组" in text and "逾期未报：安溪县示例第二小学" in text
    assert "应报学校2所，已报1所" in text and SECRET_SUMMARY in text


def test_only_the_discipline_team_and_the_own_school_open_the_forms(world, merge):
    anxi = world.anxi
    school = documents(anxi, order__kind="clue_form", media_type="application/pdf").get()
    county = documents(anxi, order__kind="clue_merge", media_type="application/pdf").get()
    for document, allowed in ((school, {"inspector", "school_admin", "principal"}), (county, {"inspector"})):
        for role in ("inspector", "school_admin", "principal", "officer", "approver", "teacher", "cashier"):
            status = download(anxi, role, document).status_code
            assert (status == 200) is (role in allowed), (document.order.kind, role, status)
        for role in ("inspector", "school_admin", "officer"):
            assert download(world.linhe, role, document).status_code == 404
            address = anxi.url("bureaus:download_document", pk=document.pk)
            assert world.linhe.client(role).get(address).status_code == 404
    assert Entry.objects.of(anxi.bureau.pk).filter(action="read.document").count() == 4


# --- the merged page, forwarding, the package ------------------------------------------------------------------


def test_the_merged_form_on_screen_is_the_discipline_teams_and_leaves_a_trace(world, merge):
    page = world.anxi.client("inspector").get(merge.get_absolute_url()).content.decode()
    assert SECRET_SUMMARY in page and "350524-2021-0001" in page and "示例第二小学" in page
    assert Entry.objects.of(world.anxi.bureau.pk).filter(action="read.merged_form").count() == 1
    for role in ("officer", "approver", "school_admin", "principal", "teacher"):
        assert world.anxi.client(role).get(merge.get_absolute_url()).status_code == 403
    assert (
        world.linhe.client("inspector")
        .get(world.linhe.url("rectification:show_monthly_merge", pk=merge.pk))
        .status_code
        == 404
    )


@pytest.mark.req("A-38/forwarded")
def test_the_merged_form_is_forwarded_to_the_citys_team(world, merge):
    answer = post(world.anxi, "inspector", "forward_merge", pk=merge.pk)
    forwarded = merges(world.anxi).get()
    assert answer.url == merge.get_absolute_url()
    assert (forwarded.status, forwarded.recipient) == ("forwarded", "市纪委监委派驻市教育局纪检监察组")
    assert actions(world.anxi)[-1] == "county_return.forwarded"
    entry = Entry.objects.of(world.anxi.bureau.pk).order_by("-pk")[0]
    assert entry.clause


def test_forward_refused(world, campaign, report):
    merge = merges(world.anxi).get()
    for role in ("officer", "school_admin"):
        assert post(world.anxi, role, "forward_merge", pk=merge.pk).status_code == 403
    assert post(world.linhe, "inspector", "forward_merge", pk=merge.pk).status_code == 404
    assert "不能变为" in post(world.anxi, "inspector", "forward_merge", pk=merge.pk).content.decode()


def test_the_package_of_the_month(world, merge):
    system = Actor.system(world.anxi.bureau.pk)
    indicator_services.take_snapshots(world.anxi.bureau.pk, on=date(2021, 9, 26), reason="report_day", by=system)
    answer = world.anxi.client("inspector").get(world.anxi.url("rectification:download_month_package", pk=merge.pk))
    archive = ZipFile(BytesIO(answer.content))
    assert answer["Content-Type"] == "application/zip"
    assert set(archive.namelist()) >= {"汇总表.pdf", "汇总表.xlsx", "学校登记表/3505240001 安溪县示例第一小学.pdf"}
    assert any(name.startswith("指标/") and name.endswith("2021-09-26.xlsx") for name in archive.namelist())
    assert SECRET_SUMMARY in squeezed(archive.read("汇总表.pdf"))
    assert Entry.objects.of(world.anxi.bureau.pk).filter(action="read.document").count() == 3


def test_package_refused(world, merge, report):
    address = world.anxi.url("rectification:download_month_package", pk=merge.pk)
    for role in ("officer", "approver", "school_admin"):
        assert world.anxi.client(role).get(address).status_code == 403
    assert world.linhe.client("inspector").get(address).status_code == 404
    merges(world.anxi).filter(pk=merge.pk).update(status="collecting")
    refusal = world.anxi.client("inspector").get(address)
    assert refusal.status_code == 409 and "还没有定稿" in refusal.content.decode()
