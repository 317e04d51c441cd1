from .clues import Clue, ClueReport
from .monthly_merges import MonthlyMerge

__all__ = ["Clue", "ClueReport", "MonthlyMerge"]
