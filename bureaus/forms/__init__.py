from .documents import CheckDocumentForm
from .policy import PolicyForm
from .term import ChangeCalendarForm, OpenTermForm

__all__ = ["ChangeCalendarForm", "CheckDocumentForm", "OpenTermForm", "PolicyForm"]
