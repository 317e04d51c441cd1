"""What the apps above are told of plans."""

from audit.events import Event


class PlanWithdrawn(Event):
    """撤销备案. The approval was taken back: nothing rests on this plan any more from tomorrow on."""
