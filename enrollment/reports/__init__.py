"""What pages show about enrollment, read in a constant number of queries. Reads only."""

from .application import Review, agreement_of, claim_of, places_of, review_of
from .applying import (
    Invitation,
    Line,
    answer_round,
    choice_of,
    exemption_choices,
    find_invitation,
    priority_choices,
    times_of,
)
from .desk import (
    RoundFigures,
    attendance_of,
    attendances_at,
    coming_sessions,
    offerings_of,
    roster_of,
    roster_of_session,
    roster_rows,
    round_figures,
    sessions_on,
    with_application_counts,
)
from .family import Child, Duty, family_home

__all__ = [
    "Child",
    "Duty",
    "Invitation",
    "Line",
    "Review",
    "RoundFigures",
    "agreement_of",
    "answer_round",
    "attendance_of",
    "attendances_at",
    "choice_of",
    "claim_of",
    "coming_sessions",
    "exemption_choices",
    "family_home",
    "find_invitation",
    "offerings_of",
    "places_of",
    "priority_choices",
    "review_of",
    "roster_of",
    "roster_of_session",
    "roster_rows",
    "round_figures",
    "sessions_on",
    "times_of",
    "with_application_counts",
]
