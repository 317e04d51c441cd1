"""Celery tasks of rectification: one module per aggregate."""

from . import indicators  # noqa: F401  (Celery finds tasks by importing rectification.tasks)
from .clue_reports import (
    freeze_all_clue_reports,
    freeze_clue_reports,
    issue_clue_form,
    issue_month_documents,
    remind_all_schools,
    remind_schools,
)

__all__ = [
    "freeze_all_clue_reports",
    "freeze_clue_reports",
    "issue_clue_form",
    "issue_month_documents",
    "remind_all_schools",
    "remind_schools",
]
