"""What enrollment does: rounds, applications and their review, agreements, sessions and the roll, consent."""

from .agreements import accept_agreement, draft_agreement, publish_agreement_template, template_in_force
from .applications import Claim, apply_for_round, withdraw_application
from .consent import give_consent, refuse_consent
from .demand import answer_demand
from .reviewing import (
    answer_review,
    approve_applications,
    has_seen_evidence,
    remove_club,
    review_application,
    review_exemption,
    send_to_review,
    send_waiting_to_review,
)
from .rounds import close_due_rounds, close_round, open_round
from .sessions import cancel_session, generate_sessions, take_roll

__all__ = [
    "Claim",
    "accept_agreement",
    "answer_demand",
    "answer_review",
    "apply_for_round",
    "approve_applications",
    "cancel_session",
    "close_due_rounds",
    "close_round",
    "draft_agreement",
    "generate_sessions",
    "give_consent",
    "has_seen_evidence",
    "open_round",
    "publish_agreement_template",
    "refuse_consent",
    "remove_club",
    "review_application",
    "review_exemption",
    "send_to_review",
    "send_waiting_to_review",
    "take_roll",
    "template_in_force",
    "withdraw_application",
]
