"""Campaigns: begin and end."""

from datetime import date

from django.db import transaction

from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import move
from rectification.campaigns import permissions
from rectification.campaigns.models import Campaign


@transaction.atomic
def start_campaign(
    *,
    year: int,
    title: str,
    form_title: str,
    starts_on: date,
    ends_on: date,
    source_title: str = "",
    source_number: str = "",
    by: Actor,
) -> Campaign:
    """启动专项. `form_title` is printed on every form exactly as in the county's document. Raises RuleViolation."""
    require(permissions.can_start_campaign(by))
    if Campaign.objects.of(by.bureau_id).filter(year=year, title=title).exists():
        raise RuleViolation(f"{year}年已经有专项“{title}”。", field="title")
    campaign = Campaign.objects.of(by.bureau_id).create(
        year=year,
        title=title,
        form_title=form_title,
        starts_on=starts_on,
        ends_on=ends_on,
        source_title=source_title,
        source_number=source_number,
    )
    move(campaign, Campaign.Status.RUNNING, by=by, clause=campaign.clause)
    return campaign


@transaction.atomic
def close_campaign(*, campaign: Campaign, outcome: str, reason: str, by: Actor) -> None:
    """结束专项: 深化推进 (continued next year) or 结题完成. Its months are no longer collected."""
    campaign = Campaign.objects.of(by.bureau_id).locked().get(pk=campaign.pk)
    require(permissions.can_start_campaign(by))
    if campaign.merges.filter(status="collecting").exists():
        raise RuleViolation("还有月份没有汇总，请先汇总再结束专项。")
    move(campaign, outcome, by=by, reason=reason)
