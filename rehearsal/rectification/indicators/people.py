"""Officer and team ask for the figures of today; whoever has no business with them is refused."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from audit.roles import Role
from bureaus.terms.models import Term
from rectification.indicators import services as indicator_services
from rehearsal.acts import Act
from rehearsal.county import County


def acts(county: County) -> Iterator[Act]:
    inspector, finance = county.staff(Role.INSPECTOR), county.staff(Role.FINANCE)
    if inspector is None or finance is None or Term.objects.of(county.pk).begun(county.today) is None:
        return
    for by, name, share, wrong in (
        (inspector, "indicator.take_snapshots", 0.05, False),
        (finance, "indicator.take_out_of_role", 0.01, True),
    ):
        if county.chance(share):
            take = partial(indicator_services.take_snapshots, county.pk, on=county.today, reason="asked", by=by)
            yield Act(at=county.moment(9, 12), name=name, by=by, do=take, wrong=wrong)
