"""Review cases: of one subject, and those waiting for one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from afterschool.tenancy.models import TenantModel
from audit.actors import Actor
from bureaus.inbox.registry import InboxItem
from bureaus.policies.kinds import ReviewSubject
from bureaus.reviews.models import ReviewCase, ReviewCaseQuerySet


def waiting_for(actor: Actor) -> ReviewCaseQuerySet:
    """The cases this person can decide now, without those they filed or voted on."""
    cases = ReviewCase.objects.visible_to(actor).at_step_of(actor)
    if actor.user_id is not None:
        cases = cases.exclude(opened_by_id=actor.user_id).exclude(voters__contains=[actor.user_id])
    return cases.order_by("due_on", "pk")


def case_of(subject: TenantModel, chain: ReviewSubject | str) -> ReviewCase | None:
    """The newest case of a subject in one chain, open or closed."""
    return ReviewCase.objects.about(subject).filter(chain=chain).first()


def reviews_waiting(actor: Actor, today: date) -> Iterable[InboxItem]:
    """等我处理: the cases this person can decide now."""
    return [
        InboxItem(
            kind=case.subject.label,
            title=case.subject_label,
            href=case.subject_path,
            due_on=case.due_on,
            since=case.opened_at.date(),
            note=case.current_step.name,
        )
        for case in waiting_for(actor)
    ]
