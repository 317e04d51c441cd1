"""Schools open enrollment, families apply, withdraw and change, reviewers decide: each in a module of its own."""

from __future__ import annotations

from collections.abc import Iterator

from rehearsal.acts import Act
from rehearsal.county import County
from rehearsal.enrollment.admissions import families, reviewers, rounds


def acts(county: County) -> Iterator[Act]:
    yield from rounds.acts(county)
    yield from families.acts(county)
    yield from reviewers.acts(county)
