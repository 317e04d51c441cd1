"""Every route of the product is opened as everybody, with a row that exists: who should reach it does, and nobody else.

Who should stands in the ACCESS and PUBLIC tables of each app: tests/<area>/<app>/access.py.
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.http import HttpResponse
from django.test import Client

from audit.roles import Role
from tests.access import ACCESS, ACCESS_OF, PUBLIC, PUBLIC_OF
from tests.people import EVERYBODY
from tests.routes import all_routes
from tests.stage import Stage


def is_refused(answer: HttpResponse) -> bool:
    return answer.status_code in {403, 404} or is_sent_to_sign_in(answer)


def is_sent_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "/sign-in/" in answer.headers["Location"]


def short(answer: HttpResponse) -> str:
    return f"{answer.status_code} {answer.headers.get('Location', '')}".strip()


def rows_of(app: str) -> list[str]:
    return [*ACCESS_OF.get(app, {}), *PUBLIC_OF.get(app, {})]


@pytest.mark.parametrize("app", sorted({route.app for route in all_routes().values()}))
def test_every_route_says_who_reaches_it(app: str):
    routes = {route.name for route in all_routes().values() if route.app == app}
    file = f"tests/{app.replace('.', '/')}/access.py"
    assert routes - set(rows_of(app)) == set(), f"add these routes to ACCESS or to PUBLIC in {file}"
    assert set(rows_of(app)) - routes == set(), f"these routes of {file} are gone, or belong to another app"


def test_no_row_stands_in_two():
    rows = Counter(route for app in ACCESS_OF for route in rows_of(app))
    assert [route for route, times in rows.items() if times > 1] == []
    assert len(rows) > 100, "the collection found nothing"


def test_access_names_people_who_exist_and_public_says_why():
    assert {route: people - set(EVERYBODY) for route, people in ACCESS.items() if people - set(EVERYBODY)} == {}
    assert [route for route, people in ACCESS.items() if not people] == []
    assert [route for route, reason in PUBLIC.items() if not reason.endswith(".")] == []


@pytest.mark.django_db
def test_every_route_that_takes_a_row_is_opened_with_one(stage: Stage):
    """Otherwise the walk would not reach it: put the row into the stage.py of its app."""
    bare = {name for name, route in all_routes().items() if route.takes != set(stage.kwargs.get(name, {}))}
    assert bare == set()


@pytest.mark.django_db
@pytest.mark.parametrize("role", EVERYBODY)
def test_each_role_reaches_its_routes_and_no_other(stage: Stage, role: str):
    client = stage.county.client(role)
    answers = {route: stage.open(client, route) for route in ACCESS}
    wrong = {route: short(answer) for route, answer in answers.items() if is_refused(answer) == (role in ACCESS[route])}
    broken = {route: short(answer) for route, answer in answers.items() if answer.status_code >= 500}
    assert wrong | broken == {}


@pytest.mark.django_db
def test_without_signing_in_one_is_sent_to_sign_in(stage: Stage):
    wrong = {}
    for route in ACCESS:
        answer, address = stage.open(Client(), route), stage.address(route)
        door = f"/{stage.county.code}/family/sign-in/?next=" if "/family/" in address else "/sign-in/?next="
        is_right = (
            answer.status_code == 401
            if address.startswith("/api/")
            else answer.status_code == 302 and answer.headers["Location"].startswith(door)
        )
        if not is_right:
            wrong[route] = short(answer)
    assert wrong == {}


@pytest.mark.django_db
def test_public_routes_ask_nobody_to_sign_in(stage: Stage):
    """Without the row of another page (a phone, a code) some lead elsewhere; none leads to the staff's sign-in."""
    answers = {route: stage.open(Client(), route) for route in PUBLIC}
    asking_to_sign_in = {
        route for route, answer in answers.items() if answer.headers.get("Location", "").startswith("/sign-in/")
    }
    refused = {route for route, answer in answers.items() if answer.status_code in {401, 403, 404, 500}}
    assert asking_to_sign_in == set()
    assert refused == {"show_gallery"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.SCHOOL_ADMIN])
def test_another_county_does_not_exist(stage: Stage, role: str):
    """Who works elsewhere gets 404 on every page of this bureau; a page for families asks who they are as a family."""
    client, routes = stage.world.anxi.client(role), all_routes()
    wrong = {}
    for route in (route for route in ACCESS if routes[route].is_of_a_bureau):
        answer = stage.open(client, route)
        is_family_page = "/family/" in stage.address(route)
        if answer.status_code != 404 and not (is_family_page and is_sent_to_sign_in(answer)):
            wrong[route] = short(answer)
    assert wrong == {}


@pytest.mark.django_db
def test_another_countys_row_does_not_exist(stage: Stage):
    """Whoever reaches a route at home asks there for the row of this county: 404, whatever the number."""
    neighbor = stage.world.anxi
    clients = {role: neighbor.client(role) for role in EVERYBODY}
    with_row = [
        route for route in ACCESS if any(isinstance(value, int) for value in stage.kwargs.get(route, {}).values())
    ]
    answers = {
        (route, role): stage.open(clients[role], route, neighbor)
        for route in with_row
        for role in sorted(ACCESS[route])[:2]
    }
    assert {key: short(answer) for key, answer in answers.items() if answer.status_code != 404} == {}
