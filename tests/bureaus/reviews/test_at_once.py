"""Two people send the same thing to review in the same moment: one wins, one gets a sentence."""

from functools import partial

import pytest

from afterschool.tenancy.scopes import bureau_scope
from bureaus.policies.kinds import ReviewSubject
from bureaus.reviews import services
from bureaus.reviews.models import ReviewCase
from tests.threads import at_once
from tests.world import World


@pytest.mark.django_db(transaction=True)
def test_one_of_two_opens_the_case():
    county = World.build().linhe
    case = {"chain": ReviewSubject.PLAN_APPROVAL, "school_id": county.school.pk, "path": "/"}
    send = partial(services.open_review, county.school, **case, by=county.actor("school_admin"))
    sentences = [answer for answer in at_once(county, send, send) if isinstance(answer, str)]
    assert len(sentences) == 1 and "不能重复送审" in sentences[0]
    with bureau_scope(county.bureau.pk):
        assert ReviewCase.objects.of(county.bureau.pk).count() == 1
