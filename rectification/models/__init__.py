from .campaign import Campaign
from .clue import Clue, ClueReport
from .indicator import Indicator, IndicatorSnapshot
from .monthly_merge import MonthlyMerge

__all__ = ["Campaign", "Clue", "ClueReport", "Indicator", "IndicatorSnapshot", "MonthlyMerge"]
