"""Events of rounds and applications, for the apps above."""

from audit.events import Event


class RoundClosed(Event):
    """截止报名. No more applications; sessions of agreed places can be planned."""


class AgreementAccepted(Event):
    """签署协议. From now on the child of the application takes part."""
