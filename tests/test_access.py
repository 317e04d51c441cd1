"""Every route of the product is knocked at by everybody, with a row that exists: who should reach it does, and nobody else.

Who should stands in the tables of each app: tests/<area>/<app>/access.py; tests/access.py says which tables there are.
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client

from afterschool.values.errors import RuleViolation
from audit.roles import Role
from tests import tables
from tests.access import (
    ACCESS,
    ACCESS_OF,
    ACROSS_CLASSES,
    COUNTY_WIDE,
    IN_TURN,
    KEPT_NOWHERE,
    OF_ONE_CLASS,
    PUBLIC,
    PUBLIC_OF,
    RECORDED,
    SCHOOL_WIDE,
)
from tests.people import EVERYBODY, GUARDIAN
from tests.routes import all_routes, route_of
from tests.stage import Stage
from tests.visitors import Place, Visitor, everybody

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
TRAIL = {"audit_entry"}  # where a recorded look leaves its trace
FROM_AFAR = {Role.OFFICER, Role.INSPECTOR, Role.SCHOOL_ADMIN, GUARDIAN}  # no role counts where one has no place at all
APPS = sorted(app for app, rows in ACCESS_OF.items() if rows)


def rows_of(app: str) -> list[str]:
    return [*ACCESS_OF.get(app, {}), *PUBLIC_OF.get(app, {})]


# --- the tables --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("app", sorted({route.app for route in all_routes().values()}))
def test_every_route_says_who_reaches_it(app: str):
    routes = {route.name for route in all_routes().values() if route.app == app}
    file = f"tests/{app.replace('.', '/')}/access.py"
    assert routes - set(rows_of(app)) == set(), f"add these routes to ACCESS or to PUBLIC in {file}"
    assert {row for row in rows_of(app) if "(" not in row} - routes == set(), f"gone, or of another app than {file}"
    assert {row for row in rows_of(app) if row.partition(" (")[0] not in all_routes()} == set(), f"gone: see {file}"


def test_no_row_stands_in_two():
    rows = Counter(route for app in ACCESS_OF for route in rows_of(app))
    assert [route for route, times in rows.items() if times > 1] == []
    assert len(rows) > 100, "the collection found nothing"


def test_access_names_people_who_exist():
    assert {route: people - set(EVERYBODY) for route, people in ACCESS.items() if people - set(EVERYBODY)} == {}
    assert [route for route, people in ACCESS.items() if not people] == []


def test_whose_turn_it_is_are_some_of_those_who_reach_the_route():
    assert {route for route, people in IN_TURN.items() if not people or not people < ACCESS[route]} == set()


@pytest.mark.parametrize(
    "reasons", [PUBLIC, OF_ONE_CLASS, ACROSS_CLASSES, COUNTY_WIDE, SCHOOL_WIDE, RECORDED, KEPT_NOWHERE]
)
def test_what_is_open_further_says_why(reasons: dict[str, str]):
    assert [route for route, reason in reasons.items() if not reason.endswith(".")] == []
    assert set(reasons) <= ({*ACCESS, *PUBLIC} if reasons in (PUBLIC, KEPT_NOWHERE) else set(ACCESS))


@pytest.mark.django_db
def test_every_route_that_takes_a_row_is_opened_with_one(stage: Stage):
    """Otherwise the walk would not reach it: put the row into the stage.py of its app."""
    bare = {name for name, route in all_routes().items() if route.takes != set(stage.row(name))}
    assert bare == set()


# --- the walk ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def visitors(built_stage: Stage, django_db_blocker) -> list[Visitor]:
    with django_db_blocker.unblock():
        return everybody(built_stage.world)


@pytest.fixture(autouse=True)
def empty_cache(settings):
    """The sessions of the visitors lie there: it is not emptied between two tests, and they outlive a move of the clock."""
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600


def short(answer: HttpResponse) -> str:
    return f"{answer.status_code} {answer.headers.get('Location', '')}".strip()


def listed(wrong: dict[str, str]) -> str:
    return "\n" + "\n".join(f"{what}: {answer}" for what, answer in sorted(wrong.items()))


def is_sent_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "/sign-in/" in answer.headers["Location"]


def is_refused(answer: HttpResponse, visitor: Visitor, address: str) -> bool:
    """As it should be: 403 or 404 in the county, 404 in another, and for nobody the door at which to sign in."""
    is_family, is_api = "/family/" in address, address.startswith("/api/")
    is_of_a_bureau = is_api or address[1:7].isdecimal()
    if visitor.place is Place.NOWHERE and is_api:
        return answer.status_code == 401
    is_unknown = visitor.place is Place.NOWHERE or (visitor.role == GUARDIAN and not is_of_a_bureau)
    if is_unknown or (visitor.place is Place.OTHER_COUNTY and is_family):
        door = f"{address[:7]}/family/sign-in/?next=" if is_family else "/sign-in/?next="
        return answer.status_code == 302 and answer.headers["Location"].startswith(door)
    return answer.status_code == 404 or (answer.status_code == 403 and visitor.place is not Place.OTHER_COUNTY)


def methods_of(stage: Stage, visitors: list[Visitor], route: str) -> set[str]:
    """The methods that the view takes, as it says itself to somebody who reaches it."""
    return methods_by(stage, next(visitor for visitor in visitors if visitor.may_reach(route)).client, route)


def methods_by(stage: Stage, client: Client, route: str) -> set[str]:
    allowed = stage.send(client, "OPTIONS", route).headers.get("Allow")
    assert allowed, f"{route} does not say which methods it takes: decorate its view with require_…"
    return {method.strip() for method in allowed.split(",")} & set(METHODS)


def knocks(stage: Stage, visitors: list[Visitor], route: str, *, may: bool) -> list[tuple[str, Visitor]]:
    """Method and visitor, all those who may or all those who may not."""
    coming = [visitor for visitor in visitors if visitor.may_reach(route) is may and has_a_reason(visitor, route)]
    return [(method, visitor) for method in sorted(methods_of(stage, visitors, route)) for visitor in coming]


def has_a_reason(visitor: Visitor, route: str) -> bool:
    """Whom the walk spares: where a route refuses a role at home, what this role is elsewhere makes no difference."""
    if not route_of(route).is_of_a_bureau:
        return visitor.place in {Place.HOME, Place.NOWHERE}
    if visitor.place is Place.OTHER_SCHOOL:
        return visitor.role in ACCESS[route]
    return visitor.place is not Place.OTHER_COUNTY or visitor.role in FROM_AFAR


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_who_may_not_is_refused_and_changes_nothing(stage: Stage, visitors: list[Visitor], app: str):
    wrong = {}
    for route in ACCESS_OF[app]:
        refused = knocks(stage, visitors, route, may=False)
        with stage.visit(route):
            before = tables.state()
            answers = {(method, visitor): stage.send(visitor.client, method, route) for method, visitor in refused}
            changed = tables.changed(before, tables.state())
        address = stage.address(route)
        wrong |= {
            f"{method} {route} {visitor}": short(answer)
            for (method, visitor), answer in answers.items()
            if not is_refused(answer, visitor, address)
        }
        if changed:
            wrong |= who_changed(stage, route, refused)
    assert not wrong, listed(wrong)


def who_changed(stage: Stage, route: str, refused: list[tuple[str, Visitor]]) -> dict[str, str]:
    """Once more, one by one: whose request, refused or not, changed which tables."""
    found = {}
    for method, visitor in refused:
        with stage.visit(route):
            before = tables.state()
            stage.send(visitor.client, method, route)
            changed = tables.changed(before, tables.state())
        if changed:
            found[f"{method} {route} {visitor}"] = f"changed {sorted(changed)}"
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_who_may_look_sees_the_page_and_changes_nothing(stage: Stage, visitors: list[Visitor], app: str):
    """But for the trace of what is recorded, which each of the staff leaves; and of whom it is not theirs to know, no page says."""
    wrong = {}
    for route in ACCESS_OF[app]:
        looking = [visitor for method, visitor in knocks(stage, visitors, route, may=True) if method == "GET"]
        with stage.visit(route):
            before = tables.state()
            answers = {visitor: stage.send(visitor.client, "GET", route) for visitor in looking}
            after = tables.state()
        wrong |= {
            f"GET {route} {visitor}": short(answer)
            for visitor, answer in answers.items()
            if answer.status_code >= 400 or is_sent_to_sign_in(answer)
        }
        wrong |= {
            f"GET {route} {visitor} reads": name
            for visitor, answer in answers.items()
            for name in names_kept_from(stage, visitor, route)
            if name.encode() in answer.content
        }
        traces = after["audit_entry"][0] - before["audit_entry"][0]
        changed = tables.changed(before, after)
        watched = [visitor for visitor in looking if visitor.role != GUARDIAN] if route in RECORDED else []
        if changed - TRAIL or traces != len(watched):
            wrong[f"GET {route}"] = f"changed {sorted(changed)}, {traces} traces of {len(watched)} people"
    assert not wrong, listed(wrong)


def names_kept_from(stage: Stage, visitor: Visitor, route: str) -> list[str]:
    """What no page shows to this person: the first school and its children elsewhere, another family's child."""
    children = [student.name for student in stage.county.students]
    if visitor.place is Place.HOME:
        return []
    if visitor.place is Place.OTHER_CLASS:
        return [] if route in ACROSS_CLASSES else children
    return children[:1] if visitor.place is Place.OTHER_FAMILY else [stage.county.school.name, *children]


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_who_may_act_changes_something(stage: Stage, visitors: list[Visitor], app: str):
    """A form that is refused in silence changes nothing: give it the data it needs in the stage.py of its app.

    Whoever comes from elsewhere may act on rows of their own, and changes none of this school.
    """
    wrong = {}
    for route in ACCESS_OF[app]:
        for method, visitor in knocks(stage, visitors, route, may=True):
            if method == "GET":
                continue
            is_home, client = visitor.place is Place.HOME, visitor.sign_in()
            is_elsewhere = visitor.place not in {Place.HOME, Place.OTHER_CLASS}
            has_turn = is_home and visitor.role in IN_TURN.get(route, ACCESS[route])
            with stage.visit(route):
                school_id = stage.county.school.pk if is_elsewhere else None
                before = tables.state(school_id=school_id)
                answer = stage.send(client, method, route)
                changed = tables.changed(before, tables.state(school_id=school_id))
            is_heard = answer.status_code < (400 if has_turn else 500) and not is_sent_to_sign_in(answer)
            may_change = has_turn and route not in KEPT_NOWHERE
            if not is_heard or (bool(changed) is not may_change and visitor.place is not Place.OTHER_CLASS):
                wrong[f"{method} {route} {visitor}"] = f"{short(answer)} changed {sorted(changed)} {said(answer)}"
    assert not wrong, listed(wrong)


def said(answer: HttpResponse) -> str:
    """Why a form was refused, as far as the page says."""
    values = [value for context in answer.context or [] for value in context.flatten().values()]
    errors = {str(dict(value.errors)) for value in values if isinstance(value, BaseForm) and value.errors}
    return " ".join(sorted(errors | {str(value) for value in values if isinstance(value, RuleViolation)}))


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_a_method_that_the_view_does_not_take_is_refused(stage: Stage, visitors: list[Visitor], app: str):
    """By whoever reaches the route: the others do not come so far."""
    wrong = {}
    for route in ACCESS_OF[app]:
        visitor = next(visitor for visitor in visitors if visitor.may_reach(route))
        with stage.visit(route):
            before = tables.state()
            for method in sorted(set(METHODS) - methods_of(stage, visitors, route)):
                answer = stage.send(visitor.client, method, route)
                if answer.status_code != 405:
                    wrong[f"{method} {route}"] = short(answer)
            if tables.changed(before, tables.state()):
                wrong[route] = "changed something"
    assert not wrong, listed(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("app", APPS)
def test_another_countys_row_does_not_exist(stage: Stage, visitors: list[Visitor], app: str):
    """Whoever reaches a route at home asks there for the row of this county: 404, whatever the number."""
    wrong, neighbors = {}, [visitor for visitor in visitors if visitor.place is Place.OTHER_COUNTY]
    for route in ACCESS_OF[app]:
        if not any(isinstance(value, int) for value in stage.row(route).values()):
            continue
        asking = [visitor for visitor in neighbors if visitor.role in ACCESS[route]]
        with stage.visit(route):
            before = tables.state()
            for method in sorted(methods_of(stage, visitors, route)):
                for visitor in asking:
                    answer = stage.send(visitor.client, method, route, stage.world.anxi)
                    if answer.status_code != 404:
                        wrong[f"{method} {route} {visitor}"] = short(answer)
            if tables.changed(before, tables.state()):
                wrong[route] = "changed something"
    assert not wrong, listed(wrong)


# --- open to everyone ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_public_routes_ask_nobody_to_sign_in(stage: Stage):
    """Without the row of another page (a phone, a code) some lead elsewhere; none leads to the staff's sign-in."""
    wrong, refused = {}, set()
    for route in PUBLIC:
        for method in sorted(methods_by(stage, Client(), route)):
            with stage.visit(route):
                before = tables.state()
                answer = stage.send(Client(), method, route)
                changed = tables.changed(before, tables.state())
            if answer.status_code >= 400:
                refused.add(route)
            is_kept = method != "GET" and route not in KEPT_NOWHERE
            if answer.headers.get("Location", "").startswith("/sign-in/") or bool(changed) is not is_kept:
                wrong[f"{method} {route}"] = f"{short(answer)} changed {sorted(changed)} {said(answer)}"
    assert not wrong, listed(wrong)
    assert refused == {"show_gallery"}
