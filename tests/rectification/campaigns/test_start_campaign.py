"""启动专项, 结束专项."""

import pytest

from rectification.campaigns.models import Campaign
from tests.clues import actions

FORM = {
    "year": 2021,
    "title": "城区中小学课后服务覆盖不足",
    "form_title": "“点题整治”群众身边腐败和不正之风问题线索登记表",
    "starts_on": "2021-05-01",
    "ends_on": "2021-12-31",
    "source_title": "《示例工作方案》",
    "source_number": "",
}


def campaigns(county):
    return Campaign.objects.of(county.bureau.pk)


@pytest.mark.req("A-01", "A-37")
@pytest.mark.parametrize("role", ["officer", "inspector"])
def test_a_campaign_is_started_with_the_titles_of_the_countys_document(world, role):
    client = world.anxi.client(role)
    answer = client.post(world.anxi.url("rectification:start_campaign"), FORM)
    campaign = campaigns(world.anxi).get()
    assert answer.status_code == 302 and answer.url == campaign.get_absolute_url()
    assert campaign.status == "running" and campaign.form_title == FORM["form_title"]
    assert "突出" not in campaign.form_title and campaign.source_title == "示例工作方案"
    assert actions(world.anxi) == ["campaign.running"]
    page = client.get(answer.url).content.decode()
    assert FORM["form_title"] in page and "2021年9月25日" in page
    assert FORM["title"] in client.get(world.anxi.url("rectification:list_campaigns")).content.decode()


@pytest.mark.parametrize("role", ["school_admin", "teacher", "finance", "approver"])
def test_wrong_role(world, role):
    assert world.anxi.client(role).post(world.anxi.url("rectification:start_campaign"), FORM).status_code == 403
    assert not campaigns(world.anxi).exists()


def test_other_county_does_not_see_it(world, campaign):
    client = world.linhe.client("officer")
    assert client.get(campaign.get_absolute_url()).status_code == 404
    assert client.get(world.linhe.url("rectification:show_campaign", pk=campaign.pk)).status_code == 404


def test_a_year_and_title_only_once(world, campaign):
    answer = world.anxi.client("officer").post(world.anxi.url("rectification:start_campaign"), FORM)
    assert answer.status_code == 200 and "2021年已经有专项" in answer.content.decode()
    assert campaigns(world.anxi).count() == 1


def test_the_end_comes_after_the_beginning_and_what_was_typed_stays(world):
    form = FORM | {"ends_on": "2021-05-01"}
    page = world.anxi.client("officer").post(world.anxi.url("rectification:start_campaign"), form).content.decode()
    assert "结束日期要晚于开始日期" in page and FORM["form_title"] in page
    assert not campaigns(world.anxi).exists()


def test_the_empty_list_says_what_to_do(world):
    page = world.anxi.client("officer").get(world.anxi.url("rectification:list_campaigns")).content.decode()
    assert "还没有专项" in page and world.anxi.url("rectification:start_campaign") in page
    assert world.anxi.client("teacher").get(world.anxi.url("rectification:list_campaigns")).status_code == 403


# --- closing -----------------------------------------------------------------------------------------------


def close(world, campaign, role="officer", outcome="continued"):
    address = world.anxi.url("rectification:close_campaign", pk=campaign.pk)
    return world.anxi.client(role).post(address, {"outcome": outcome, "reason": "明年继续推进"})


@pytest.mark.parametrize("outcome", ["continued", "closed"])
def test_a_campaign_is_closed_with_an_outcome(world, campaign, outcome):
    assert (
        world.anxi.client("officer").get(world.anxi.url("rectification:close_campaign", pk=campaign.pk)).status_code
        == 200
    )
    assert close(world, campaign, outcome=outcome).status_code == 302
    assert campaigns(world.anxi).get().status == outcome
    assert actions(world.anxi)[-1] == f"campaign.{outcome}"


def test_only_those_who_start_it_close_it(world, campaign):
    assert close(world, campaign, role="school_admin").status_code == 403
    assert (
        world.linhe.client("officer").post(world.linhe.url("rectification:close_campaign", pk=campaign.pk)).status_code
        == 404
    )


def test_a_month_that_is_still_collected_keeps_it_open(world, campaign, report):
    assert "还有月份没有汇总" in close(world, campaign).content.decode()
    assert campaigns(world.anxi).get().status == "running"


def test_closed_is_closed(world, campaign):
    close(world, campaign, outcome="closed")
    assert "不能变为" in close(world, campaign, outcome="continued").content.decode()
