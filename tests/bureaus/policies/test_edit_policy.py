"""新增、修改政策: dated rows, never overwritten; bad input is refused with a sentence and the key."""

from datetime import date, time

import pytest
import time_machine

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.vocabulary import Stage
from audit.actors import Actor
from audit.models import Entry
from audit.roles import Role
from bureaus.policies import policies, services
from bureaus.policies.kinds import KINDS, Exemptions, FeeRules, ServiceWindow
from bureaus.policies.models import Policy

GOOD = {
    "latest_end__primary": "18:10",
    "latest_end__junior": "19:00",
    "weekdays": ["1", "2", "3", "4", "5"],
    "severity": "block",
    "effective_from": "2021-11-01",
    "source_title": "临河区补充通知",
    "source_number": "临教发〔2021〕1号",
    "source_article": "第二条",
    "summary": "小学提前到 18:10。",
}


@pytest.fixture(autouse=True)
def adopted(world):
    services.adopt_policy_pack(pack_code="bayannur_2021", by=Actor.system(world.linhe.bureau.pk))
    with time_machine.travel("2021-10-08 09:00 +0800", tick=False):
        yield


@pytest.fixture
def row(world) -> Policy:
    return Policy.objects.of(world.linhe.bureau.pk).get(value__has_key="latest_end")


def url_of(county, row):
    return county.url("bureaus:edit_policy", kind=row.kind, pk=row.pk)


def edit(world, row, role=Role.OFFICER, **changes):
    return world.linhe.client(role).post(url_of(world.linhe, row), GOOD | changes)


def window(world, on):
    return policies.current(world.linhe.bureau.pk, ServiceWindow, on=on)


def versions(world):
    return Policy.objects.of(world.linhe.bureau.pk).filter(value__has_key="latest_end")


@pytest.mark.stated("C-11/primary")
def test_an_officer_edits_a_rule_and_the_old_one_ends_the_day_before(world, row):
    assert edit(world, row).status_code == 302
    row.refresh_from_db()
    new = row.replaced_by.get()
    assert (row.effective_to, new.effective_from, new.pack) == (date(2021, 10, 31), date(2021, 11, 1), "bayannur_2021")
    assert window(world, date(2021, 10, 31)).latest_end[Stage.PRIMARY] == time(18, 30)
    after = window(world, date(2021, 11, 1))
    assert after.latest_end[Stage.PRIMARY] == time(18, 10)
    assert str(after.clause_for("latest_end", Stage.PRIMARY)) == "《临河区补充通知》（临教发〔2021〕1号）第二条"
    assert Entry.objects.of(world.linhe.bureau.pk).about(new).get().action == "policy.edit"


@pytest.mark.parametrize("role", [Role.FINANCE, Role.INSPECTOR, Role.SCHOOL_ADMIN])
def test_a_wrong_role_may_not(world, row, role):
    assert edit(world, row, role).status_code == 403
    assert versions(world).count() == 1


def test_somebody_of_another_county_finds_no_such_rule(world, row):
    client = world.anxi.client(Role.OFFICER)
    assert client.post(url_of(world.linhe, row), GOOD).status_code == 404
    assert client.post(url_of(world.anxi, row), GOOD).status_code == 404


def test_a_superiors_rule_is_seen_but_not_edited(world):
    city = world.linhe.bureau.parent
    with bureau_scope(city.pk):
        above = Policy.objects.of(city.pk).create(
            kind="service_window", value={"days_a_week": 5}, effective_from="2021-09-01", source_title="市办法"
        )
    client = world.linhe.client(Role.OFFICER)
    assert client.post(url_of(world.linhe, above), GOOD).status_code == 403
    page = client.get(world.linhe.url("bureaus:show_policy", kind="service_window")).text
    assert "市办法" in page
    assert url_of(world.linhe, above) not in page


def test_a_rule_that_has_ended_is_refused(world, row):
    edit(world, row)
    answer = edit(world, row, effective_from="2021-12-01")
    assert "原规定已于 2021-10-31 失效" in answer.text
    assert versions(world).count() == 2


def test_the_form_shows_the_rule_as_it_is(world, row):
    page = world.linhe.client(Role.OFFICER).get(url_of(world.linhe, row)).text
    assert 'value="18:30"' in page and "三(二)服务时间" in page
    assert "这一类还可以规定其他内容" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"effective_from": "2021-09-01"}, "新规定的施行日期应晚于原规定的 2021-09-01"),
        ({"latest_end__primary": "六点半"}, "输入一个有效的时间"),
        ({"days_a_week": "9"}, "应在 1 至 7 之间"),
        ({"weekdays": ["8"]}, "8"),
        ({"earliest_start__primary": "18:20"}, "最晚结束 18:10 不晚于最早开始"),
        ({"source_title": ""}, "该字段是必填项"),
        ({"severity": "hard"}, "hard"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_writes_nothing(world, row, changes, sentence):
    answer = edit(world, row, **changes)
    assert answer.status_code == 200 and sentence in answer.text
    assert "小学提前到 18:10。" in answer.text, "what was typed is kept"
    assert versions(world).count() == 1


def test_a_list_is_edited_line_by_line(world):
    row = Policy.objects.of(world.linhe.bureau.pk).get(kind="exemption")
    lines = "orphan | 孤儿 | 免收\nanti_relapse_monitored | 防止返贫监测对象 | 免收"
    answer = edit(world, row, categories=lines, open_list="yes")
    assert answer.status_code == 302
    value = policies.current(world.linhe.bureau.pk, Exemptions, on=date(2021, 11, 1))
    assert [category.code for category in value.categories] == ["orphan", "anti_relapse_monitored"]


def test_a_bad_line_of_a_list_is_refused_with_its_number_and_key(world):
    row = Policy.objects.of(world.linhe.bureau.pk).get(kind="exemption")
    answer = edit(world, row, categories="orphan | 孤儿 | 免收\ndisabled | 残疾学生 | 打折")
    assert "第 2 行“处理”（treatment）：“打折”不在可选项之中" in answer.text


# --- a new rule ---------------------------------------------------------------------------------------------------------

CAPS = {
    **{name: GOOD[name] for name in ("severity", "source_title", "source_number", "source_article", "summary")},
    "effective_from": "2021-10-08",
    "caps": "每课时 | 小学 | 2.50\n每学期 | 小学 | 400",
}


def add(world, role=Role.OFFICER, kind="fee", **changes):
    return world.linhe.client(role).post(world.linhe.url("bureaus:add_policy", kind=kind), CAPS | changes)


def test_an_officer_adds_a_rule(world):
    assert add(world).status_code == 302
    fee = policies.current(world.linhe.bureau.pk, FeeRules, on=date(2021, 10, 8))
    assert [str(cap.amount) for cap in fee.caps] == ["2.50", "400"]
    assert fee.clause_for("caps").article == "第二条"


def test_adding_is_for_officers_of_this_bureau(world):
    assert add(world, Role.SCHOOL_ADMIN).status_code == 403
    url = world.linhe.url("bureaus:add_policy", kind="fee")
    assert world.anxi.client(Role.OFFICER).post(url, CAPS).status_code == 404
    assert add(world, kind="no_such_kind").status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"caps": ""}, "至少应写明一项内容"),
        ({"caps": "每课时 | 小学 | 免费"}, "“免费”不是数"),
        ({"caps": "每课时 | 小学 | 2\n每课时 | 小学 | 3"}, "重复"),
        ({"channels": ["school_account"], "forbidden_channels": ["school_account"]}, "同时被允许和禁止"),
    ],
)
def test_a_new_rule_that_breaks_its_kind_is_refused(world, changes, sentence):
    answer = add(world, **changes)
    assert answer.status_code == 200 and sentence in answer.text
    assert not Policy.objects.of(world.linhe.bureau.pk).filter(value__has_key="caps").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form(world, kind):
    page = world.linhe.client(Role.OFFICER).get(world.linhe.url("bureaus:add_policy", kind=kind))
    assert page.status_code == 200


# --- reading -----------------------------------------------------------------------------------------------------------


def test_the_list_names_every_kind_and_where_it_comes_from(world):
    page = world.linhe.client(Role.SCHOOL_ADMIN).get(world.linhe.url("bureaus:list_policies")).text
    assert all(kind.LABEL in page for kind in KINDS.values())
    assert "县级" in page and "平台默认" in page


def test_a_kind_shows_what_holds_each_statement_and_the_history(world, row):
    edit(world, row)
    url = world.linhe.url("bureaus:show_policy", kind="service_window")
    client = world.linhe.client(Role.OFFICER)
    now, later = client.get(url).text, client.get(url, {"on": "2021-11-01"}).text
    assert "小学 18:30、初中 19:00" in now and "未生效" in now
    assert "小学 18:10、初中 19:00" in later and "已失效" in later


@pytest.mark.parametrize("on", ["", "2021-13-45", "昨天"])
def test_a_day_that_is_none_means_today(world, on):
    url = world.linhe.url("bureaus:list_policies")
    assert "2021年10月8日" in world.linhe.client(Role.OFFICER).get(url, {"on": on}).text


def test_the_list_costs_the_same_with_few_and_many_rules(world, django_assert_max_num_queries):
    client = world.linhe.client(Role.OFFICER)
    url = world.linhe.url("bureaus:list_policies")
    client.get(url)
    with django_assert_max_num_queries(9):
        client.get(url)


def test_a_family_has_no_business_at_the_desk(world):
    assert world.linhe.client("guardian").get(world.linhe.url("bureaus:list_policies")).status_code == 403
