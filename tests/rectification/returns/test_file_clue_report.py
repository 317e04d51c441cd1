"""The school's desk: start, add, edit, remove, file, nil, reopen; and who may read a clue."""

import re

import pytest
from django.db import connection

from audit.models import Entry
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.services import clue_reports as clue_report_services
from tests.clues import CLUE, SECRET_NAME, SECRET_SUMMARY, SEPTEMBER, actions, at, which


def reports(county):
    return ClueReport.objects.of(county.bureau.pk)


def clues(county):
    return Clue.objects.of(county.bureau.pk)


def reads(county):
    return list(Entry.objects.of(county.bureau.pk).filter(kind="read").values_list("action", flat=True))


def post(county, role, name, data=None, **kwargs):
    return county.client(role).post(county.url(f"rectification:{name}", **kwargs), data or {})


# --- the desk ----------------------------------------------------------------------------------------------


@pytest.mark.req("A-33/due")
def test_the_desk_shows_this_months_report_with_its_deadline_and_clause(world, campaign):
    page = world.anxi.client("principal").get(world.anxi.url("rectification:list_clue_reports")).content.decode()
    assert "2021年9月25日" in page and "还有 5 天" in page and "零报告" in page and "线索月报" in page


def test_the_desk_without_a_campaign_says_so(world):
    page = world.anxi.client("school_admin").get(world.anxi.url("rectification:list_clue_reports")).content.decode()
    assert "本月没有要报送的登记表" in page


@pytest.mark.parametrize("role", ["officer", "inspector", "teacher", "class_teacher", "cashier", "teaching_office"])
def test_the_desk_is_the_administrators_and_the_principals(world, campaign, role):
    assert world.anxi.client(role).get(world.anxi.url("rectification:list_clue_reports")).status_code == 403


@pytest.mark.req("A-33/monthly")
def test_a_school_owes_every_month_of_the_campaign_and_no_other(world, campaign):
    with at("2021-12-20"):
        page = world.anxi.client("principal").get(world.anxi.url("rectification:list_clue_reports")).content.decode()
    owed = [month for month in range(7, 13) if f"2021年{month}月" in re.sub("2021年\\d+月\\d+日", "", page)]
    assert owed == [9, 10, 11, 12] and "2022年1月" not in page


def test_months_before_stay_on_the_desk(world, campaign):
    with at("2021-11-20"):
        page = world.anxi.client("school_admin").get(world.anxi.url("rectification:list_clue_reports")).content.decode()
    assert "2021年9月" in page and "逾期未报" in page and "补报" in page


def test_constant_queries_on_the_desk(world, campaign, django_assert_max_num_queries):
    address, counts = world.anxi.url("rectification:list_clue_reports"), []
    for day in ("2021-09-20", "2021-12-20"):
        with at(day):
            client = world.anxi.client("school_admin")
            client.get(address)  # the tree of bureaus is remembered for a minute
            with django_assert_max_num_queries(20) as queries:
                assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- start ---------------------------------------------------------------------------------------------------


def test_a_report_is_started_once(world, campaign):
    first = post(world.anxi, "school_admin", "start_clue_report", which(campaign))
    second = post(world.anxi, "principal", "start_clue_report", which(campaign))
    report = reports(world.anxi).get()
    assert first.url == second.url == report.get_absolute_url()
    assert (report.school, str(report.due_on), report.status) == (world.anxi.school, "2021-09-25", "draft")
    assert actions(world.anxi)[-2:] == ["campaign.running", "clue_report.start"]


@pytest.mark.parametrize("role", ["officer", "inspector", "teacher", "cashier"])
def test_start_wrong_role(world, campaign, role):
    assert post(world.anxi, role, "start_clue_report", which(campaign)).status_code == 403


def test_start_in_another_countys_campaign(world, campaign):
    assert post(world.linhe, "school_admin", "start_clue_report", which(campaign)).status_code == 404
    assert not reports(world.linhe).exists()


@pytest.mark.parametrize(
    "data", [{}, {"campaign": "x", "month": "2021-09"}, {"campaign": "1" * 30, "month": "2021-09"}]
)
def test_start_of_nothing_is_not_found(world, campaign, data):
    assert post(world.anxi, "school_admin", "start_clue_report", data).status_code == 404
    assert post(world.anxi, "school_admin", "start_clue_report", which(campaign, "soon")).status_code == 404


@pytest.mark.parametrize(
    ("month", "sentence"), [("2021-10", "还没有开始"), ("2021-08", "不在这个专项要求报送月报的月份")]
)
def test_start_of_a_month_that_is_not_asked_for(world, campaign, month, sentence):
    answer = post(world.anxi, "school_admin", "start_clue_report", which(campaign, month))
    assert answer.status_code == 409 and sentence in answer.content.decode() and "《" in answer.content.decode()
    assert not reports(world.anxi).exists()


# --- clues ---------------------------------------------------------------------------------------------------


def test_a_clue_is_added_sealed(world, report):
    answer = post(world.anxi, "school_admin", "add_clue", CLUE, pk=report.pk)
    clue = clues(world.anxi).get()
    assert answer.status_code == 302 and answer.url == report.get_absolute_url()
    assert clue.summary == SECRET_SUMMARY and clue.number == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT subject_name || summary || progress FROM rectification_returns_clue")
        sealed = cursor.fetchone()[0]
    assert SECRET_NAME not in sealed and SECRET_SUMMARY not in sealed
    assert actions(world.anxi)[-1] == "clue.add"
    assert SECRET_NAME not in str(Entry.objects.of(world.anxi.bureau.pk).values())


@pytest.mark.parametrize(
    "role", ["officer", "inspector", "approver", "teacher", "class_teacher", "moral_education_office"]
)
def test_add_clue_wrong_role(world, report, role):
    assert post(world.anxi, role, "add_clue", CLUE, pk=report.pk).status_code == 403
    assert not clues(world.anxi).exists()


def test_add_clue_other_county(world, report):
    assert (
        world.linhe.client("school_admin")
        .post(world.linhe.url("rectification:add_clue", pk=report.pk), CLUE)
        .status_code
        == 404
    )
    assert (
        world.linhe.client("school_admin")
        .post(world.anxi.url("rectification:add_clue", pk=report.pk), CLUE)
        .status_code
        == 404
    )


def test_add_clue_to_a_filed_report(world, filed):
    page = post(world.anxi, "school_admin", "add_clue", CLUE, pk=filed.pk).content.decode()
    assert "已经报送；要修改，请先撤回" in page and clues(world.anxi).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"found_on": "2020-12-31"}, "不在 2021 年", id="附件备注2 去年发现的"),
        pytest.param({"is_discipline_business": ""}, "只收纪检监察业务范围", id="附件备注2 不属于纪检监察业务"),
        pytest.param({"found_on": "2021-09-21"}, "晚于今天", id="明天发现的"),
        pytest.param({"amount": "-1"}, "大于", id="金额为负"),
        pytest.param({"summary": ""}, "必填", id="没有写问题"),
    ],
)
def test_a_clue_that_does_not_belong_here(world, report, changes, sentence):
    """Said in Chinese where it is wrong; what was typed stays, nothing is written."""
    page = post(world.anxi, "school_admin", "add_clue", CLUE | changes, pk=report.pk).content.decode()
    assert sentence in page and CLUE["handler"] in page
    assert not clues(world.anxi).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param(
            {"found_on": "2020-12-31"}, "发现时间 2020-12-31 不在 2021 年", marks=pytest.mark.req("A-39/this_year")
        ),
        pytest.param({"is_discipline_business": ""}, "只收纪检监察业务范围", marks=pytest.mark.req("A-39/business")),
        pytest.param({"found_on": "2021-01-01"}, "", marks=pytest.mark.req("A-39/this_year")),
    ],
)
def test_what_the_annex_does_not_want_is_refused_with_its_note(world, report, changes, sentence):
    page = post(world.anxi, "school_admin", "add_clue", CLUE | changes, pk=report.pk).content.decode()
    note = "《安溪县“点题整治”城区中小学课后服务覆盖不足问题工作方案》附件备注2"
    assert sentence in page and (note in page) is bool(sentence)
    assert clues(world.anxi).exists() is not bool(sentence)


def test_a_clue_is_edited_and_the_trace_names_only_the_fields(world, clue):
    client, address = world.anxi.client("school_admin"), world.anxi.url("rectification:edit_clue", pk=clue.pk)
    assert SECRET_SUMMARY in client.get(address).content.decode() and reads(world.anxi) == ["read.clue"]
    assert client.post(address, CLUE | {"progress": "已约谈", "amount": "88"}).status_code == 302
    entry = Entry.objects.of(world.anxi.bureau.pk).filter(action="clue.edit").get()
    assert entry.changes == {"fields": "['amount', 'progress']"} or sorted(entry.changes["fields"]) == [
        "amount",
        "progress",
    ]
    assert "已约谈" not in str(entry.changes)


def test_edit_clue_wrong_role_and_other_county(world, clue):
    assert post(world.anxi, "inspector", "edit_clue", CLUE, pk=clue.pk).status_code == 403
    assert post(world.linhe, "school_admin", "edit_clue", CLUE, pk=clue.pk).status_code == 404


def test_edit_clue_after_filing_and_against_the_rule(world, clue, filed):
    assert "请先撤回" in post(world.anxi, "school_admin", "edit_clue", CLUE, pk=clue.pk).content.decode()
    clue_report_services.reopen_clue_report(report=filed, reason="更正", by=world.anxi.actor("school_admin"))
    form = CLUE | {"found_on": "2020-01-01"}
    assert "不在 2021 年" in post(world.anxi, "school_admin", "edit_clue", form, pk=clue.pk).content.decode()
    assert str(clues(world.anxi).get().found_on) == "2021-09-03"


def test_a_clue_is_removed_and_leaves_a_trace(world, clue):
    assert (
        world.anxi.client("school_admin").get(world.anxi.url("rectification:remove_clue", pk=clue.pk)).status_code
        == 200
    )
    assert post(world.anxi, "school_admin", "remove_clue", pk=clue.pk).status_code == 302
    assert not clues(world.anxi).exists() and actions(world.anxi)[-1] == "clue.remove"


def test_remove_clue_refused(world, clue, filed):
    assert post(world.anxi, "teacher", "remove_clue", pk=clue.pk).status_code == 403
    assert post(world.linhe, "school_admin", "remove_clue", pk=clue.pk).status_code == 404
    assert post(world.anxi, "school_admin", "remove_clue", pk=clue.pk).status_code == 409
    assert clues(world.anxi).exists()


# --- file, nil, reopen -----------------------------------------------------------------------------------------


@pytest.mark.req("A-33/filed")
def test_a_report_is_filed_and_its_clues_are_numbered(world, report, clue):
    assert post(world.anxi, "principal", "file_clue_report", pk=report.pk).status_code == 302
    filed = reports(world.anxi).get()
    assert (filed.status, filed.is_nil, filed.is_late, filed.filed_by) == ("filed", False, False, "校长示例")
    assert clues(world.anxi).get().number == "350524-2021-0001"
    assert actions(world.anxi)[-1] == "clue_report.filed"


def test_numbers_go_on_through_the_county_and_are_kept_after_a_correction(world, campaign, filed):
    principal = world.anxi.actor("principal")
    again = clue_report_services.reopen_clue_report(report=filed, reason="补充", by=principal)
    values = {
        "found_on": SEPTEMBER.first_day,
        "is_discipline_business": True,
        "is_supervised_person": True,
        "amount": None,
    }
    clue_report_services.add_clue(report=again, values=CLUE | values, by=principal)
    clue_report_services.file_clue_report(report=again, by=principal)
    assert [c.number for c in clues(world.anxi)] == ["350524-2021-0001", "350524-2021-0002"]


def test_one_click_nil_report(world, campaign):
    assert post(world.anxi, "school_admin", "file_nil_report", which(campaign)).status_code == 302
    report = reports(world.anxi).get()
    assert (report.status, report.is_nil, report.is_late) == ("filed", True, False)
    assert actions(world.anxi)[-2:] == ["clue_report.start", "clue_report.file_nil"]
    page = world.anxi.client("school_admin").get(report.get_absolute_url()).content.decode()
    assert "本月无问题线索" in page


def test_file_and_nil_wrong_role(world, campaign, report, clue):
    for role in ("officer", "inspector", "teacher"):
        assert post(world.anxi, role, "file_clue_report", pk=report.pk).status_code == 403
        assert post(world.anxi, role, "file_nil_report", which(campaign)).status_code == 403
    assert reports(world.anxi).get().status == "draft"


def test_file_and_nil_other_county(world, campaign, report):
    assert post(world.linhe, "school_admin", "file_clue_report", pk=report.pk).status_code == 404
    assert post(world.linhe, "school_admin", "file_nil_report", which(campaign)).status_code == 404


def test_filing_twice(world, campaign, filed):
    assert post(world.anxi, "school_admin", "file_clue_report", pk=filed.pk).status_code == 409
    assert post(world.anxi, "school_admin", "file_nil_report", which(campaign)).status_code == 409
    assert not reports(world.anxi).get().is_nil


def test_nil_with_a_clue_and_a_report_without_one(world, campaign, report):
    assert "请用“零报告”" in post(world.anxi, "school_admin", "file_clue_report", pk=report.pk).content.decode()
    post(world.anxi, "school_admin", "add_clue", CLUE, pk=report.pk)
    assert "不能零报告" in post(world.anxi, "school_admin", "file_nil_report", which(campaign)).content.decode()
    assert reports(world.anxi).get().status == "draft"


@pytest.mark.req("A-33/due")
@pytest.mark.parametrize(
    ("day", "hour", "late"),
    [("2021-09-25", 23, False), ("2021-09-26", 0, True)],
    ids=["四4 25日当天算按时", "四4 26日零时逾期"],
)
def test_until_when_a_report_is_in_time(world, campaign, day, hour, late):
    with at(day, hour, 5):
        post(world.anxi, "school_admin", "file_nil_report", which(campaign))
    assert reports(world.anxi).get().is_late is late


def test_a_filed_report_is_taken_back_with_a_reason(world, filed):
    client, address = (
        world.anxi.client("school_admin"),
        world.anxi.url("rectification:reopen_clue_report", pk=filed.pk),
    )
    assert "必填" in client.post(address, {"reason": ""}).content.decode() or client.get(address).status_code == 200
    assert client.post(address, {"reason": "金额写错"}).status_code == 302
    assert reports(world.anxi).get().status == "draft"
    assert Entry.objects.of(world.anxi.bureau.pk).order_by("-pk")[0].reason == "金额写错"


def test_reopen_refused(world, report):
    reason = {"reason": "更正"}
    assert post(world.anxi, "inspector", "reopen_clue_report", reason, pk=report.pk).status_code == 403
    assert post(world.linhe, "school_admin", "reopen_clue_report", reason, pk=report.pk).status_code == 404
    assert "不能变为" in post(world.anxi, "school_admin", "reopen_clue_report", reason, pk=report.pk).content.decode()


@pytest.mark.req("A-33/due")
def test_after_the_freezing_nothing_is_filed_or_taken_back(world, campaign, merge):
    anxi = world.anxi
    reason = {"reason": "更正"}
    assert (
        "汇总定稿"
        in post(anxi, "school_admin", "reopen_clue_report", reason, pk=reports(anxi).get().pk).content.decode()
    )
    with at("2021-09-26"):
        answer = post(anxi, "school_admin", "file_nil_report", which(campaign))
        desk = anxi.client("school_admin").get(anxi.url("rectification:list_clue_reports")).content.decode()
    assert answer.status_code == 409 and "已经汇总定稿" in answer.content.decode()
    assert "登记表已报送" in desk and "补报" not in desk


# --- reading ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["inspector", "school_admin", "principal"])
def test_who_may_read_a_clue_leaves_a_trace(world, clue, filed, role):
    page = world.anxi.client(role).get(clue.get_absolute_url()).content.decode()
    assert SECRET_SUMMARY in page and SECRET_NAME in page
    entry = Entry.objects.of(world.anxi.bureau.pk).get(kind="read")
    assert (entry.action, entry.subject_id, entry.role) == ("read.clue", clue.pk, role)


@pytest.mark.parametrize(
    "role", ["officer", "approver", "finance", "joint_reviewer", "teacher", "class_teacher", "cashier"]
)
def test_everybody_else_reads_neither_clue_nor_report(world, clue, filed, role):
    for address in (clue.get_absolute_url(), filed.get_absolute_url()):
        assert world.anxi.client(role).get(address).status_code == 403
    assert not reads(world.anxi)


def test_clues_of_another_county_and_another_school_do_not_exist(world, clue, filed):
    for county in (world.linhe, world.anxi):
        for role in ("inspector", "school_admin"):
            assert world.linhe.client(role).get(county.url("rectification:show_clue", pk=clue.pk)).status_code == 404
            assert (
                world.linhe.client(role).get(county.url("rectification:show_clue_report", pk=filed.pk)).status_code
                == 404
            )
    anxi = world.anxi
    type(anxi.people["principal"]).objects.of(anxi.bureau.pk).filter(pk=anxi.people["principal"].pk).update(
        school=anxi.other_school
    )
    assert anxi.client("principal").get(clue.get_absolute_url()).status_code == 404
    assert anxi.client("principal").get(filed.get_absolute_url()).status_code == 404


def test_the_inspector_sees_a_clue_only_once_it_is_handed_in(world, clue, report):
    inspector = world.anxi.client("inspector")
    assert inspector.get(clue.get_absolute_url()).status_code == 404
    page = inspector.get(report.get_absolute_url()).content.decode()
    assert "没有可以查看的线索" in page


def test_a_report_page_lists_clues_without_their_substance(world, clue, filed):
    page = world.anxi.client("inspector").get(filed.get_absolute_url()).content.decode()
    assert "350524-2021-0001" in page and SECRET_NAME not in page and SECRET_SUMMARY not in page
    assert reads(world.anxi) == ["read.clue_report"]


# --- disposition -----------------------------------------------------------------------------------------------


def dispose(county, clue, role="inspector", **changes):
    data = {"disposition": "preliminary_verification", "concluded_on": ""} | changes
    return post(county, role, "record_disposition", data, pk=clue.pk)


def test_the_discipline_team_records_how_a_clue_is_disposed_of(world, clue, filed):
    assert (
        world.anxi.client("inspector").get(world.anxi.url("rectification:record_disposition", pk=clue.pk)).status_code
        == 200
    )
    assert dispose(world.anxi, clue, concluded_on="2021-09-20").status_code == 302
    assert clues(world.anxi).get().disposition == "preliminary_verification"
    assert actions(world.anxi)[-1] == "clue.record_disposition"
    assert "初步核实" in world.anxi.client("inspector").get(clue.get_absolute_url()).content.decode()
    assert "初步核实" not in world.anxi.client("school_admin").get(clue.get_absolute_url()).content.decode()


def test_disposition_refused(world, clue, filed):
    assert dispose(world.anxi, clue, role="school_admin").status_code == 403
    assert dispose(world.anxi, clue, role="officer").status_code == 403
    assert dispose(world.linhe, clue).status_code == 404
    assert "早于发现时间" in dispose(world.anxi, clue, concluded_on="2021-09-01").content.decode()
    assert "晚于今天" in dispose(world.anxi, clue, concluded_on="2021-09-21").content.decode()
    assert clues(world.anxi).get().disposition == ""


def test_disposition_of_a_clue_that_is_not_handed_in(world, clue):
    assert dispose(world.anxi, clue).status_code == 404
