"""Two people open the same term in the same moment: one wins, one gets a sentence."""

from datetime import date
from functools import partial

import pytest

from afterschool.tenancy.scopes import bureau_scope
from bureaus.terms import services
from bureaus.terms.models import Term
from tests.threads import at_once
from tests.world import World

SPRING = {"year": 2022, "season": "spring", "starts_on": date(2023, 2, 13), "ends_on": date(2023, 7, 7)}


@pytest.mark.django_db(transaction=True)
def test_one_of_two_opens_the_term():
    county = World.build().linhe
    open_term = partial(services.open_term, **SPRING, by=county.actor("officer"))
    sentences = [answer for answer in at_once(county, open_term, open_term) if isinstance(answer, str)]
    assert len(sentences) == 1 and "已经建立" in sentences[0]
    with bureau_scope(county.bureau.pk):
        assert Term.objects.of(county.bureau.pk).filter(season="spring").count() == 1
