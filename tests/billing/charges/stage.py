"""The rows with which the routes of billing.charges are opened."""

from billing.charges import services
from tests.stage import Stage


def build(stage: Stage) -> None:
    """The child whose family has agreed is charged."""
    county = stage.county
    services.issue_charges(school=county.school, term=county.term, by=county.actor("cashier"))
