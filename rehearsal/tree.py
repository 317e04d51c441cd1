"""The bureaus of a run and the people who work in them: what no page of the product makes."""

from __future__ import annotations

from datetime import date

from afterschool.tenancy.scopes import bureau_scope
from bureaus.terms import services as term_services
from bureaus.tree.models import Bureau
from rehearsal import people
from rehearsal.counties import COUNTIES
from rehearsal.county import County, Size
from rehearsal.roll import build_tree


def raise_counties(seed: int, begins_on: date, size: Size) -> list[County]:
    """The first counties of counties.py in an empty database, everybody hired in the bureaus and in those above."""
    played = COUNTIES[: size.counties]
    tree = build_tree(played)
    term_services.seed_holidays(range(begins_on.year - 1, begins_on.year + 2))
    counties = [
        County(
            data=data,
            bureau=tree[data.code],
            above=tree[data.parents[-1][0]],
            seed=seed,
            size=size,
            begins_on=begins_on,
        )
        for data in played
    ]
    password = people.demo_password()
    for bureau in sorted({county.above for county in counties}, key=lambda bureau: bureau.code):
        _hire(bureau, password)
    for county in counties:
        _hire(county.bureau, password)
    return counties


def _hire(bureau: Bureau, password: str) -> None:
    with bureau_scope(bureau.pk):
        people.hire_bureau(bureau, password)
