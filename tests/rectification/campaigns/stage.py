"""The rows with which the routes of rectification.campaigns are opened."""

from datetime import date

from tests.clues import FORM_TITLE, start
from tests.stage import Stage

CAMPAIGN = {"year": 2023, "title": "示例专项", "starts_on": "2023-03-01", "ends_on": "2023-12-31"}


def build(stage: Stage) -> None:
    """A campaign that runs; another in which no month has begun may be closed, a third be started."""
    start(stage.county)
    nothing_yet = start(stage.county, year=2022, starts_on=date(2022, 3, 1), ends_on=date(2022, 12, 31))
    stage.opens("rectification", "close_campaign", pk=nothing_yet.pk)
    stage.posts("rectification", "close_campaign", outcome="continued", reason="示例")
    stage.posts("rectification", "start_campaign", **CAMPAIGN, form_title=FORM_TITLE, source_title="示例工作方案")
