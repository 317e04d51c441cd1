"""One application: its review, places, exemption claim and agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bureaus.policies.kinds import ReviewSubject
from bureaus.reviews.models import ReviewCase, ReviewDecision
from enrollment.admissions.models import Application, ExemptionClaim, Place
from schools.plans.reports import providers as stopped_providers


@dataclass(frozen=True)
class Review:
    """The review of an application or claim as both sides see it: its steps and the decision at each."""

    case: ReviewCase | None
    decisions: Sequence[ReviewDecision] = ()
    is_pending: bool = False

    @property
    def is_open(self) -> bool:
        return self.case is not None and self.case.status == ReviewCase.Status.OPEN

    @property
    def is_waiting(self) -> bool:
        return self.case is not None and self.case.status == ReviewCase.Status.WAITING

    @property
    def steps(self) -> list[dict[str, object]]:
        """For components/stepper.html; empty where the decision was made on paper."""
        if self.case is None:
            note = "系统正在送审，稍后刷新即可看到进度。"
            return [{"title": "等待送审", "state": "current", "note": note}] if self.is_pending else []
        words = {
            decision.step: f"{decision.by_name}：{decision.get_decision_display()}{'，' if decision.reason else ''}{decision.reason}"
            for decision in self.decisions
        }
        return [
            {"title": step.name, "state": self._state(self.case, index), "note": words.get(index, "")}
            for index, step in enumerate(self.case.chain_steps)
        ]

    @staticmethod
    def _state(case: ReviewCase, index: int) -> str:
        if case.status == ReviewCase.Status.APPROVED or index < case.step:
            return "done"
        under_way = case.status in (ReviewCase.Status.OPEN, ReviewCase.Status.WAITING)
        return "current" if index == case.step and under_way else "todo"


def review_of(subject: Application | ExemptionClaim, chain: ReviewSubject) -> Review:
    """Two queries."""
    case = ReviewCase.objects.about(subject).filter(chain=chain).order_by("-pk").first()
    if case is None:
        return Review(None, is_pending=subject.status == subject.Status.SUBMITTED)
    return Review(case, list(ReviewDecision.objects.of(subject.bureau_id).filter(case=case).order_by("pk")))


def places_of(application: Application) -> list[Place]:
    """The places of an application, their activities marked where the institution may not serve."""
    rows = Place.objects.of(application.bureau_id).filter(application=application)
    places = list(rows.select_related("offering__activity__provider").order_by("pk"))
    stopped_providers.marked(application.bureau_id, [place.offering.activity for place in places])
    return places


def agreement_of(application: Application) -> Any:
    """The agreement of an application, stored by an app above; None before it is signed."""
    return getattr(application, "agreement", None)


def claim_of(application: Application) -> ExemptionClaim | None:
    claims = ExemptionClaim.objects.of(application.bureau_id).filter(application=application)
    return claims.select_related("evidence", "student").first()
