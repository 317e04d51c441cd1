"""The rows with which the routes of rectification.campaigns are opened."""

from tests.clues import start
from tests.stage import Stage


def build(stage: Stage) -> None:
    """A campaign that runs."""
    stage.opens("rectification", "close_campaign", pk=start(stage.county).pk)
