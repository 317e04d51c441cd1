"""Officers adopt the policy packs of their place, the prefecture's before the county's, on the first days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from afterschool.tenancy.scopes import bureau_scope
from audit.roles import Role
from bureaus.policies import services as policy_services
from bureaus.policies.models import Policy
from bureaus.tree.models import Bureau
from rehearsal.acts import Act
from rehearsal.county import County, actor_at


def acts(county: County) -> Iterator[Act]:
    for bureau, packs in ((county.above, county.data.prefecture_packs), (county.bureau, county.data.packs)):
        yield from _adoptions(bureau, packs)


def _adoptions(bureau: Bureau, packs: tuple[str, ...]) -> Iterator[Act]:
    with bureau_scope(bureau.pk):
        adopted = set(Policy.objects.of(bureau.pk).values_list("pack", flat=True))
        officer = actor_at(bureau, Role.OFFICER)
    for minute, pack in enumerate(packs):
        if pack not in adopted:
            adopt = partial(policy_services.adopt_policy_pack, pack_code=pack, by=officer)
            yield Act(at=time(8, minute), name="policy.adopt", by=officer, do=adopt)
