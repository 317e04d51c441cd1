"""September 2021 in 临河区: a running campaign, two schools that owe a report, and the clock."""

from datetime import date

import pytest

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
    return start(world.linhe)


@pytest.fixture
def report(world, campaign) -> ClueReport:
    """The first school's September report, being written."""
    return clue_report_services.start_clue_report(
        campaign=campaign, month=SEPTEMBER, by=world.linhe.actor("school_admin")
    )


@pytest.fixture
def clue(world, report) -> Clue:
    values = CLUE | {"found_on": date(2021, 9, 3), "is_supervised_person": True, "is_discipline_business": True}
    return clue_report_services.add_clue(
        report=report, values=values | {"amount": None}, by=world.linhe.actor("school_admin")
    )


@pytest.fixture
def filed(world, report, clue) -> ClueReport:
    return clue_report_services.file_clue_report(report=report, by=world.linhe.actor("school_admin"))


@pytest.fixture
def merge(world, campaign, filed, django_capture_on_commit_callbacks) -> MonthlyMerge:
    """September, frozen the night after the deadline, with its documents."""
    with at("2021-09-26", 0, 10), django_capture_on_commit_callbacks(execute=True):
        monthly_merge_services.freeze_due_months(world.linhe.bureau.pk, today=date(2021, 9, 26))
    return MonthlyMerge.objects.of(world.linhe.bureau.pk).get()
