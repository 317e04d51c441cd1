"""Events of rounds and applications, for the apps above."""

from audit.events import Event


class RoundClosed(Event):
    """截止报名. No more applications; sessions of agreed places can be planned."""


class AgreementAccepted(Event):
    """签署协议. From now on the child of the application takes part."""


class ApplicationWithdrawn(Event):
    """退出. The child of the application no longer takes part; what it attended stays a fact.

    Many that end at once with their plan are the news of that plan: who listens here listens there too. With a term only
    those end that nobody had agreed to, on which nothing rests.
    """


class ExemptionAccepted(Event):
    """认定减免. From now on the child's fee is waived or reduced by the claim's share."""
