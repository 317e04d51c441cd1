"""September 2021 in 临河区: a running campaign, two schools that owe a report, and the clock."""

from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from audit.models import Entry
from rectification.campaigns import services
from rectification.campaigns.models import Campaign
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.rules import Month
from rectification.returns.services import clue_reports, monthly_merges

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
def at(day: str, hour: int = 10, minute: int = 0):
    with time_machine.travel(datetime(*map(int, day.split("-")), hour, minute, tzinfo=SHANGHAI), tick=False):
        yield


@pytest.fixture(autouse=True)
def twentieth_of_september():
    with at("2021-09-20"):
        yield


def start(county) -> Campaign:
    return services.start_campaign(
        year=2021,
        title="城区中小学课后服务覆盖不足",
        form_title=FORM_TITLE,
        starts_on=date(2021, 9, 1),
        ends_on=date(2021, 12, 31),
        source_title="示例工作方案",
        by=county.actor("officer"),
    )


@pytest.fixture
def campaign(world) -> Campaign:
    return start(world.linhe)


@pytest.fixture
def report(world, campaign) -> ClueReport:
    """The first school's September report, being written."""
    return clue_reports.start_clue_report(campaign=campaign, month=SEPTEMBER, by=world.linhe.actor("school_admin"))


@pytest.fixture
def clue(world, report) -> Clue:
    values = CLUE | {"found_on": date(2021, 9, 3), "is_supervised_person": True, "is_discipline_business": True}
    return clue_reports.add_clue(report=report, values=values | {"amount": None}, by=world.linhe.actor("school_admin"))


@pytest.fixture
def filed(world, report, clue) -> ClueReport:
    return clue_reports.file_clue_report(report=report, by=world.linhe.actor("school_admin"))


@pytest.fixture
def merge(world, campaign, filed, django_capture_on_commit_callbacks) -> MonthlyMerge:
    """September, frozen the night after the deadline, with its documents."""
    with at("2021-09-26", 0, 10), django_capture_on_commit_callbacks(execute=True):
        monthly_merges.freeze_due_months(world.linhe.bureau.pk, today=date(2021, 9, 26))
    return MonthlyMerge.objects.of(world.linhe.bureau.pk).get()


def which(campaign, month="2021-09") -> dict:
    """What the button of a month sends."""
    return {"campaign": campaign.pk, "month": month}


def actions(county) -> list[str]:
    return list(Entry.objects.of(county.bureau.pk).order_by("pk").values_list("action", flat=True))
