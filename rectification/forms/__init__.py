"""Forms of rectification: one module per aggregate."""

from .campaigns import CloseCampaignForm, StartCampaignForm
from .clue_reports import AddClueForm, EditClueForm, RecordDispositionForm, ReopenClueReportForm
from .filters import MonthBoardFilter

__all__ = [
    "AddClueForm",
    "CloseCampaignForm",
    "EditClueForm",
    "MonthBoardFilter",
    "RecordDispositionForm",
    "ReopenClueReportForm",
    "StartCampaignForm",
]
