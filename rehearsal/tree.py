"""The bureaus of a run and the people who work in them: what no page of the product makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from afterschool.tenancy.scopes import bureau_scope
from bureaus.terms import services as term_services
from bureaus.tree import reports as directory
from bureaus.tree.models import Bureau
from rehearsal import people
from rehearsal.counties import DemoCounty
from rehearsal.county import County, Size


def raise_counties(
    seed: int, begins_on: date, size_of: Callable[[DemoCounty], Size], played: Sequence[DemoCounty]
) -> list[County]:
    """These counties in an empty database, everybody hired in the bureaus and in those above."""
    tree = build_tree(played)
    term_services.seed_holidays(range(begins_on.year - 1, begins_on.year + 2))
    counties = [
        County(
            data=data,
            bureau=tree[data.code],
            above=tree[data.parents[-1][0]],
            seed=seed,
            size=size_of(data),
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


def build_tree(counties: Sequence[DemoCounty]) -> dict[str, Bureau]:
    """All bureaus of these counties, with those above them."""
    made: dict[str, Bureau] = {}
    for county in counties:
        levels = zip(("province", "prefecture"), county.parents, strict=True)
        rows = [*((level, *row) for level, row in levels), ("county", county.code, county.name, county.short_name)]
        parent = None
        for level, code, name, short_name in rows:
            path = f"{parent.path}/{code}" if parent else code
            values = {"name": name, "short_name": short_name, "level": level, "parent": parent, "path": path}
            parent = made[code] = Bureau.objects.get_or_create(code=code, defaults=values)[0]
    directory.forget()
    return made


def _hire(bureau: Bureau, password: str) -> None:
    with bureau_scope(bureau.pk):
        people.hire_bureau(bureau, password)
