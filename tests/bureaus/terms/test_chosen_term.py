"""Which term a page is about: the one its address names, else the one nearest to today."""

from datetime import date

import pytest
import time_machine

from audit.roles import Role
from bureaus.terms.models import Term

DURING_AUTUMN = "2021-10-08 09:00 +0800"
GARBAGE = ["²", "9" * 5000, "9" * 18, "abc", "-1", "1.5", "0", "１"]
PAGES = [  # every page that asks for a term
    ("bureaus:show_home", Role.OFFICER),
    ("billing:list_charges", Role.CASHIER),
    ("billing:list_fee_standards", Role.CASHIER),
    ("billing:show_ledger", Role.FINANCE),
    ("enrollment:list_applications", Role.SCHOOL_ADMIN),
    ("enrollment:list_rounds", Role.OFFICER),
    ("schools:list_plans", Role.OFFICER),
    ("schools:list_schools", Role.OFFICER),
    ("schools:show_survey", Role.SCHOOL_ADMIN),
]


def add_term(county, season="spring", starts_on=date(2022, 2, 21), ends_on=date(2022, 7, 8), status="open"):
    return Term.objects.of(county.bureau.pk).create(
        year=starts_on.year if season == "autumn" else starts_on.year - 1,
        season=season,
        starts_on=starts_on,
        ends_on=ends_on,
        status=status,
    )


@pytest.mark.parametrize(
    ("today", "autumn", "spring", "nearest", "nearest_open"),
    [
        (date(2021, 9, 1), "open", "open", "autumn", "autumn"),
        (date(2022, 1, 14), "open", "open", "autumn", "autumn"),
        (date(2022, 1, 15), "open", "open", "spring", "spring"),
        (date(2022, 1, 15), "closed", "draft", "autumn", None),
        (date(2022, 2, 20), "closed", "open", "spring", "spring"),
        (date(2022, 2, 21), "open", "open", "spring", "spring"),
        (date(2022, 7, 9), "closed", "open", "spring", None),
        (date(2022, 7, 9), "closed", "closed", "spring", None),
        (date(2021, 8, 31), "open", "open", "autumn", "autumn"),
        (date(2021, 8, 31), "draft", "draft", None, None),
    ],
    ids=[
        "first day",
        "last day",
        "the day after: the next one",
        "nothing to come: the last one",
        "the day before",
        "first day of the next",
        "over, not closed yet",
        "over and closed",
        "before all of them: the first",
        "only drafts",
    ],
)
def test_the_running_term_else_the_next_else_the_last(world, today, autumn, spring, nearest, nearest_open):
    add_term(world.linhe, status=spring)
    Term.objects.of(world.linhe.bureau.pk).filter(season="autumn").update(status=autumn)
    terms = Term.objects.of(world.linhe.bureau.pk)
    season = {None: None} | {term: term.season for term in terms}
    assert season[terms.nearest(today)] == nearest
    assert season[terms.nearest_open(today)] == nearest_open


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2021, 8, 31), None),
        (date(2022, 2, 20), "autumn"),
        (date(2022, 2, 21), "spring"),
        (date(2023, 1, 1), "spring"),
    ],
)
def test_figures_of_a_day_belong_to_the_term_that_had_begun(world, day, season):
    add_term(world.linhe)
    begun = Term.objects.of(world.linhe.bureau.pk).begun(day)
    assert (begun.season if begun else None) == season


@time_machine.travel(DURING_AUTUMN, tick=False)
@pytest.mark.parametrize(("route", "role"), PAGES)
def test_each_page_offers_the_other_terms_and_shows_the_one_that_is_named(world, route, role):
    spring = add_term(world.linhe)
    client, url = world.linhe.client(role), world.linhe.url(route)
    page = client.get(url, {"kept": "so"})
    assert f"?kept=so&amp;term={spring.pk}" in page.text
    named = client.get(url, {"term": spring.pk})
    assert named.context["term"] == spring
    assert f'term={spring.pk}" aria-current="page"' in named.text


@time_machine.travel(DURING_AUTUMN, tick=False)
@pytest.mark.parametrize(("route", "role"), PAGES)
def test_what_names_no_term_of_this_bureau_is_not_found(world, route, role):
    client, url = world.linhe.client(role), world.linhe.url(route)
    for text in [*GARBAGE, str(world.anxi.term.pk)]:
        assert client.get(url, {"term": text}).status_code == 404, text[:20]
    assert client.get(url, {"term": ""}).status_code == 200


def test_a_term_that_is_over_can_still_be_named(world):
    spring = add_term(world.linhe)
    world.linhe.term.status = "closed"
    world.linhe.term.save(update_fields=["status"])
    client, url = world.linhe.client(Role.OFFICER), world.linhe.url("schools:list_schools")
    with time_machine.travel("2022-03-01 09:00 +0800", tick=False):
        assert client.get(url).context["term"] == spring
        assert client.get(url, {"term": world.linhe.term.pk}).context["term"] == world.linhe.term


@time_machine.travel(DURING_AUTUMN, tick=False)
def test_lists_of_several_terms_show_all_or_one(world):
    county = world.linhe
    county.approved_plan()
    spring = add_term(county)
    client, url = county.client(Role.OFFICER), county.url("schools:list_plans")
    page = client.get(url)
    assert "全部学期" in page.text and len(page.context["page"].object_list) == 1
    assert len(client.get(url, {"term": county.term.pk}).context["page"].object_list) == 1
    named = client.get(url, {"term": spring.pk})
    assert len(named.context["page"].object_list) == 0
    assert f'<input type="hidden" name="term" value="{spring.pk}">' in named.text, "filtering keeps the term"


def test_a_bureau_without_a_term_has_none_to_show(world):
    Term.objects.of(world.linhe.bureau.pk).update(status="draft")
    assert world.linhe.client(Role.OFFICER).get(world.linhe.url("schools:list_schools")).status_code == 404
    assert world.linhe.client(Role.OFFICER).get(world.linhe.url("bureaus:show_home")).status_code == 200
