"""The bureau starts the year's campaign with the titles of its own document, and ends it when the year is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from audit.actors import Actor
from audit.roles import Role
from rectification.campaigns import services as campaign_services
from rectification.campaigns.models import Campaign
from rehearsal.acts import Act, Post
from rehearsal.county import County

FIRST_DAY = 4


def acts(county: County) -> Iterator[Act]:
    officer, approver = county.staff(Role.OFFICER), county.staff(Role.APPROVER)
    if officer is None or approver is None or county.day < FIRST_DAY:
        return
    running = Campaign.objects.of(county.pk).filter(status=Campaign.Status.RUNNING).order_by("pk")
    this_year = [campaign for campaign in running if campaign.year == county.today.year]
    if not this_year and county.today < date(county.today.year, 12, 20):
        yield _start(county, approver, name="campaign.start_out_of_role", wrong=True)
        yield _start(county, officer, name="campaign.start", twice=county.chance(0.5))
    elif this_year and county.chance(0.005):
        yield _start(county, officer, name="campaign.start_again", wrong=True)
    for campaign in running:
        yield from _close(county, campaign)


def _start(county: County, by: Actor, *, name: str, wrong: bool = False, twice: bool = False) -> Act:
    values = {
        "year": county.today.year,
        "title": county.data.campaign_title,
        "form_title": county.data.form_title,
        "starts_on": county.today,
        "ends_on": date(county.today.year, 12, 31),
        "source_title": "示例工作方案",
    }
    start = partial(campaign_services.start_campaign, by=by, **values)
    post = Post(route="rectification:start_campaign", data=values)
    return Act(at=county.moment(9, 12), name=name, by=by, do=start, post=post, wrong=wrong, twice=twice)


def _close(county: County, campaign: Campaign) -> Iterator[Act]:
    """Once its last day is over; before a month is merged nobody may."""
    inspector = county.staff(Role.INSPECTOR)
    collects = campaign.merges.filter(status="collecting").exists()
    over = county.today > campaign.ends_on
    if inspector is None or not (over or (collects and county.chance(0.01))):
        return
    values = {"outcome": county.dice.choice(["continued", "closed"]), "reason": "年度目标已完成（示例）"}
    close = partial(campaign_services.close_campaign, campaign=campaign, by=inspector, **values)
    post = Post(route="rectification:close_campaign", kwargs={"pk": campaign.pk}, data=values)
    name = "campaign.close_too_early" if collects else "campaign.close"
    yield Act(at=county.moment(9, 12), name=name, by=inspector, do=close, post=post, wrong=collects)
