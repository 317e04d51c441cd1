"""Two people adopt the same pack in the same moment: one wins, one gets a sentence."""

from functools import partial

import pytest

from afterschool.tenancy.scopes import bureau_scope
from bureaus.policies import packs, services
from bureaus.policies.models import Policy
from tests.threads import at_once
from tests.world import World


@pytest.mark.django_db(transaction=True)
def test_one_of_two_adopts_the_pack():
    county = World.build().linhe
    adopt = partial(services.adopt_policy_pack, pack_code="bayannur_2021", by=county.actor("officer"))
    sentences = [answer for answer in at_once(county, adopt, adopt) if isinstance(answer, str)]
    assert len(sentences) == 1 and "已经采用" in sentences[0]
    with bureau_scope(county.bureau.pk):
        written = Policy.objects.of(county.bureau.pk).count()
    assert written == len(packs.all_packs()["bayannur_2021"].statements)
