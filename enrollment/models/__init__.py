from .agreement import Agreement, AgreementTemplate
from .application import Application, ExemptionClaim, Place
from .round import Offering, Round
from .session import Attendance, Session

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "Application",
    "Attendance",
    "ExemptionClaim",
    "Offering",
    "Place",
    "Round",
    "Session",
]
