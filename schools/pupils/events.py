"""What the apps above are told of pupils."""

from audit.events import Event


class StudentLeft(Event):
    """办理离校. The child is no longer on the roll of the school; the reason says why, as families read it."""
