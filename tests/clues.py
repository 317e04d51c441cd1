"""A campaign of 2021 in words: the form's title, one clue as it is typed, the clock, what the buttons send."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import time_machine

from audit.models import Entry
from rectification.campaigns import services as campaign_services
from rectification.campaigns.models import Campaign
from rectification.returns.rules import Month
from tests.world import County

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEPTEMBER = Month(2021, 9)
FORM_TITLE = "“点题整治”群众身边腐败和不正之风突出问题线索登记表"
SECRET_NAME, SECRET_SUMMARY = "张示例喆", "示例学校违规收取延时托管费一百二十元"
CLUE = {
    "source": "petition",
    "found_on": "2021-09-03",
    "subject_name": SECRET_NAME,
    "subject_post": "示例第一小学总务处主任",
    "is_supervised_person": "on",
    "category": "unauthorized_charge",
    "summary": SECRET_SUMMARY,
    "amount": "120.00",
    "is_discipline_business": "on",
    "handling": "self_handled",
    "handler": "派驻区教育局纪检监察组",
    "progress": "待办",
    "note": "",
}


@contextmanager
def at(day: str, hour: int = 10, minute: int = 0) -> Iterator[None]:
    with time_machine.travel(datetime(*map(int, day.split("-")), hour, minute, tzinfo=SHANGHAI), tick=False):
        yield


def start(county: County, **changes) -> Campaign:
    values = {"year": 2021, "starts_on": date(2021, 9, 1), "ends_on": date(2021, 12, 31)} | changes
    return campaign_services.start_campaign(
        title="城区中小学课后服务覆盖不足",
        form_title=FORM_TITLE,
        source_title="示例工作方案",
        by=county.actor("officer"),
        **values,
    )


def which(campaign: Campaign, month: str = "2021-09") -> dict:
    """What the button of a month sends."""
    return {"campaign": campaign.pk, "month": month}


def actions(county: County) -> list[str]:
    return list(Entry.objects.of(county.bureau.pk).order_by("pk").values_list("action", flat=True))
