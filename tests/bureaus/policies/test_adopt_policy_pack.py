"""采用政策包: preview, one click, one command; only of one's own area, only once."""

from datetime import time
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from afterschool.values.vocabulary import Stage
from audit.models import Entry
from audit.roles import Role
from bureaus.policies import packs, policies
from bureaus.policies.kinds import ServiceWindow
from bureaus.policies.models import Policy

PACK = "bayannur_2021"


@pytest.fixture(autouse=True)
def clock(world):
    with time_machine.travel("2021-10-08 09:00 +0800", tick=False):
        yield


def url_of(county, code=PACK):
    return county.url("bureaus:adopt_policy_pack", code=code)


def rows(county):
    return Policy.objects.of(county.bureau.pk)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
def test_one_click_adopts_every_statement_with_its_clause(world, role):
    answer = world.linhe.client(role).post(url_of(world.linhe))
    assert answer.url == world.linhe.url("bureaus:list_policies")
    assert rows(world.linhe).count() == len(packs.all_packs()[PACK].statements)
    row = rows(world.linhe).get(value__has_key="latest_end")
    assert (row.value, row.source_article) == (
        {"weekdays": [1, 2, 3, 4, 5], "latest_end": {"primary": "18:30", "junior": "19:00"}},
        "三(二)服务时间",
    )
    entry = Entry.objects.of(world.linhe.bureau.pk).filter(action="policy.adopt").get()
    assert entry.changes["pack"] == PACK


def test_the_preview_says_what_would_change_and_writes_nothing(world):
    page = world.linhe.client(Role.OFFICER).get(url_of(world.linhe)).text
    assert "小学 18:30、初中 19:00" in page
    assert "采用后会变的（2021年10月8日）" in page
    assert not rows(world.linhe).exists()


@pytest.mark.parametrize("role", [Role.FINANCE, Role.INSPECTOR, Role.SCHOOL_ADMIN])
def test_a_wrong_role_may_not(world, role):
    assert world.linhe.client(role).post(url_of(world.linhe)).status_code == 403
    assert not rows(world.linhe).exists()


def test_somebody_of_another_county_finds_no_such_page(world):
    assert world.anxi.client(Role.OFFICER).post(url_of(world.linhe)).status_code == 404
    assert not rows(world.linhe).exists()


@pytest.mark.parametrize("code", ["anxi_2021", "national_2024", "platform_defaults", "no_such_pack"])
def test_a_pack_that_is_not_for_this_place_does_not_exist_here(world, code):
    assert world.linhe.client(Role.OFFICER).post(url_of(world.linhe, code)).status_code == 404


def test_a_pack_adopted_already_is_refused(world):
    client = world.linhe.client(Role.OFFICER)
    client.post(url_of(world.linhe))
    count = rows(world.linhe).count()
    answer = client.post(url_of(world.linhe))
    assert answer.status_code == 409 and "已经采用" in answer.text
    assert rows(world.linhe).count() == count
    assert "全部条款" in client.get(url_of(world.linhe)).text


def test_a_pack_that_contradicts_what_holds_is_refused(world):
    rows(world.linhe).create(
        kind="service_window",
        value={"earliest_start": {"primary": "19:00"}},
        effective_from="2021-09-01",
        source_title="示例办法",
    )
    answer = world.linhe.client(Role.OFFICER).post(url_of(world.linhe))
    assert answer.status_code == 409 and "与现行的“服务时间”矛盾" in answer.text
    assert rows(world.linhe).count() == 1


def test_the_command_adopts_too(world):
    out = StringIO()
    call_command("adopt_policy_pack", "150802", PACK, stdout=out)
    assert f"临河区教育局采用了 {PACK}，共 {rows(world.linhe).count()} 条规定" in out.getvalue()
    window = policies.current(world.linhe.bureau.pk, ServiceWindow, on=timezone.localdate())
    assert window.latest_end[Stage.PRIMARY] == time(18, 30)


@pytest.mark.parametrize(
    ("bureau", "pack", "sentence"),
    [
        ("999999", PACK, "没有这个教育局"),
        ("150802", "anxi_2021", "不是为本地制定的"),
        ("150802", "none", "没有这个政策包"),
    ],
)
def test_the_command_refuses_with_a_sentence(world, bureau, pack, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("adopt_policy_pack", bureau, pack)


def test_the_list_of_packs_says_which_are_adopted(world):
    client = world.linhe.client(Role.OFFICER)
    url = world.linhe.url("bureaus:list_policy_packs")
    assert "未采用" in client.get(url).text
    client.post(url_of(world.linhe))
    page = client.get(url).text
    assert "已采用" in page and "未采用" not in page
