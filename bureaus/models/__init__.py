from .bureau import Bureau
from .document import Attachment, DocumentNumber, IssuedDocument
from .policy import Policy
from .review import ReviewCase, ReviewDecision
from .term import CalendarDay, Holiday, Term

__all__ = [
    "Attachment",
    "Bureau",
    "CalendarDay",
    "DocumentNumber",
    "Holiday",
    "IssuedDocument",
    "Policy",
    "ReviewCase",
    "ReviewDecision",
    "Term",
]
