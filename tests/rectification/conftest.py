"""September 2021 in 安溪, under its own plan: a running campaign, two schools that owe a report, and the clock."""

from datetime import date

import pytest

from bureaus.policies import services as policy_services
from rectification.campaigns.models import Campaign
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.services import clue_reports as clue_report_services
from rectification.returns.services import monthly_merges as monthly_merge_services
from tests.clues import CLUE, SEPTEMBER, at, start


@pytest.fixture(autouse=True)
def twentieth_of_september():
    with at("2021-09-20"):
        yield


@pytest.fixture
def campaign(world) -> Campaign:
    policy_services.adopt_policy_pack(pack_code="anxi_2021", by=world.anxi.actor("officer"))
    return start(world.anxi)


@pytest.fixture
def report(world, campaign) -> ClueReport:
    """The first school's September report, being written."""
    return clue_report_services.start_clue_report(
        campaign=campaign, month=SEPTEMBER, by=world.anxi.actor("school_admin")
    )


@pytest.fixture
def clue(world, report) -> Clue:
    values = CLUE | {"found_on": date(2021, 9, 3), "is_supervised_person": True, "is_discipline_business": True}
    return clue_report_services.add_clue(
        report=report, values=values | {"amount": None}, by=world.anxi.actor("school_admin")
    )


@pytest.fixture
def filed(world, report, clue) -> ClueReport:
    return clue_report_services.file_clue_report(report=report, by=world.anxi.actor("school_admin"))


@pytest.fixture
def merge(world, campaign, filed, django_capture_on_commit_callbacks) -> MonthlyMerge:
    """September, frozen the night after the deadline, with its documents."""
    with at("2021-09-26", 0, 10), django_capture_on_commit_callbacks(execute=True):
        monthly_merge_services.freeze_due_months(world.anxi.bureau.pk, today=date(2021, 9, 26))
    return MonthlyMerge.objects.of(world.anxi.bureau.pk).get()
