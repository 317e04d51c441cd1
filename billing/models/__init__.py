from .charge import Charge, Payment
from .fee_standard import FeeStandard
from .ledger import JournalEntry, Posting

__all__ = ["Charge", "FeeStandard", "JournalEntry", "Payment", "Posting"]
