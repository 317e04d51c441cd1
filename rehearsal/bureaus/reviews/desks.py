"""Who may decide about a matter now. Nobody knows a county's chain by heart: the open step says whose it is."""

from __future__ import annotations

from django.db.models import Q

from accounts.models.user import Membership
from audit.actors import Actor
from bureaus.reviews import reports as review_reports
from bureaus.reviews.models import ReviewCase
from rehearsal.county import County, actor_of


def deciders(county: County, case: ReviewCase) -> list[Actor]:
    """Those on whose desk this case lies, in the bureau or in its school."""
    people = Membership.objects.of(county.pk).filter(
        Q(school__isnull=True) | Q(school_id=case.school_id),
        role__in=[case.step_role, case.step_delegate],
        is_active=True,
    )
    actors = [actor_of(membership, county.bureau) for membership in people.select_related("user").order_by("pk")]
    return [actor for actor in actors if review_reports.waiting_for(actor).filter(pk=case.pk).exists()]


def decider(county: County, case: ReviewCase) -> Actor | None:
    """The first of them; None where nobody may decide."""
    return next(iter(deciders(county, case)), None)
