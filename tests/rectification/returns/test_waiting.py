"""What the campaign puts into the inbox of a school, of the officer and of the discipline team."""

import pytest

from tests.clues import at, which


def inbox(county, role):
    return county.client(role).get(county.url("bureaus:show_inbox")).content.decode()


@pytest.mark.req("A-33/due")
@pytest.mark.parametrize("role", ["school_admin", "principal"])
def test_a_school_is_told_from_the_first_reminding_day(world, campaign, role):
    with at("2021-09-19"):
        assert "2021年9月问题线索登记表" not in inbox(world.anxi, role)
    with at("2021-09-20"):
        assert "2021年9月问题线索登记表" in inbox(world.anxi, role)


def test_a_reminder_of_the_bureau_shows_at_once(world, campaign):
    with at("2021-09-10"):
        assert "催报" not in inbox(world.anxi, "school_admin")
        answer = world.anxi.client("officer").post(world.anxi.url("rectification:remind_schools"), which(campaign))
        assert answer.status_code == 302
        assert "09-10 10:00 催报" in inbox(world.anxi, "school_admin")


def test_a_filed_report_leaves_the_inbox(world, filed):
    assert "问题线索登记表" not in inbox(world.anxi, "school_admin")


@pytest.mark.parametrize("role", ["teacher", "cashier", "approver", "finance"])
def test_nobody_else_is_told(world, campaign, role):
    assert "问题线索登记表" not in inbox(world.anxi, role)


@pytest.mark.req("A-33/overdue")
def test_overdue_schools_reach_the_bureau_and_the_discipline_team(world, filed):
    with at("2021-09-26"):
        for role in ("officer", "inspector"):
            assert "2021年9月有 1 所学校逾期未报" in inbox(world.anxi, role)


@pytest.mark.req("A-38/waiting")
def test_the_discipline_team_is_told_to_forward_the_frozen_month(world, merge):
    with at("2021-09-26"):
        assert "2021年9月汇总表待上报市级" in inbox(world.anxi, "inspector")
        officer = inbox(world.anxi, "officer")
        assert "1 所学校逾期未报" in officer and "待上报市级" not in officer
        world.anxi.client("inspector").post(world.anxi.url("rectification:forward_merge", pk=merge.pk))
        assert "待上报市级" not in inbox(world.anxi, "inspector")
        assert "逾期未报" not in inbox(world.anxi, "officer")
    assert "汇总表" not in inbox(world.linhe, "inspector")
