"""What the app tells about its rows: findings of plans, contents of versions, counts of the demand survey."""

from .plan import (
    facts_of,
    findings_of,
    policies_for,
    service_models_of,
    slot_facts,
    staff_facts,
)
from .progress import step_counts
from .survey import DemandCount, demand_of, demand_of_classes

__all__ = [
    "DemandCount",
    "demand_of",
    "demand_of_classes",
    "facts_of",
    "findings_of",
    "policies_for",
    "service_models_of",
    "slot_facts",
    "staff_facts",
    "step_counts",
]
