"""What the apps above are told of rounds and applications."""

from audit.events import Event


class RoundClosed(Event):
    """截止报名. Nobody applies any more; what was agreed to can be planned."""


class AgreementAccepted(Event):
    """签署协议. The child of the application takes part from now on."""
