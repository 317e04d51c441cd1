from .campaign import Campaign
from .clue import Clue, ClueReport, MonthlyMerge
from .indicator import Indicator, IndicatorSnapshot

__all__ = ["Campaign", "Clue", "ClueReport", "Indicator", "IndicatorSnapshot", "MonthlyMerge"]
