"""Where the lens goes: every route that answers with a page, as one person of each side that may see it; every form sent
empty; every list of the neighboring county, where there is nothing yet; and the scenes that no address leads to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from django.db import transaction
from django.test import Client

from audit.roles import BUREAU_ROLES, SCHOOL_ROLES, Role
from tests.access import ACCESS, IN_TURN, PUBLIC
from tests.look.studio import Answer, answer_of
from tests.people import GUARDIAN
from tests.routes import route_of
from tests.stage import Stage

NOBODY = "nobody"
SIDES = (  # whoever of a side sees most comes first
    [GUARDIAN],
    [Role.OFFICER, Role.INSPECTOR, *sorted(BUREAU_ROLES)],
    [Role.SCHOOL_ADMIN, Role.CASHIER, Role.CLASS_TEACHER, *sorted(SCHOOL_ROLES)],
    [Role.PROVIDER_AGENT],
)
REFUSED = {409, 422}  # a form sent empty may be refused on a page of its own
FOR_DEVELOPERS = {"show_gallery"}  # opened by a scene
Setting = Callable[[Stage], AbstractContextManager[object]]  # what is put onto the stage while one page is asked for


def as_it_is(stage: Stage) -> AbstractContextManager[object]:
    return nullcontext()


@dataclass(frozen=True)
class Stop:
    """One page as one person. `scene` says in which way it is not simply opened; `expects` which answers are right."""

    route: str
    app: str
    role: str
    address: str
    scene: str = ""
    method: str = "get"
    elsewhere: bool = False
    expects: frozenset[int] = frozenset({200})
    setting: Setting = as_it_is
    row: str = ""  # the line of the tables, before which the stage may let something happen

    def __str__(self) -> str:
        return " ".join(filter(None, [self.route, self.scene and f"({self.scene})", self.role]))

    @property
    def file(self) -> str:
        return re.sub(r"[^\w-]+", ".", str(self))

    def client(self, stage: Stage) -> Client:
        county = stage.world.anxi if self.elsewhere else stage.county
        client = Client() if self.role == NOBODY else county.client(self.role)
        client.raise_request_exception = False  # a page that breaks is a fault like another
        return client

    def visit(self, stage: Stage) -> Answer:
        """The answer, with what was put there for it, and what the request wrote, taken back."""
        with stage.visit(self.row), transaction.atomic():
            with self.setting(stage):
                client = self.client(stage)
                response = client.post(self.address, {}) if self.method == "post" else client.get(self.address)
                answer = answer_of(response)
            transaction.set_rollback(True)
        return answer


def stops(stage: Stage) -> list[Stop]:
    """Each route and person in every way; which of them are pages shows itself when they are visited."""
    return [way for route, role in routes() for way in ways(stage, route, role)]


def routes() -> Iterator[tuple[str, str]]:
    public = {route: {NOBODY} for route in PUBLIC.keys() - FOR_DEVELOPERS}
    for route, people in sorted({**public, **ACCESS, **IN_TURN}.items()):
        yield from ((route, role) for role in first_of_each_side(people))


def first_of_each_side(people: set[str]) -> list[str]:
    if people == {NOBODY}:
        return [NOBODY]
    return [next(person for person in side if person in people) for side in SIDES if people & set(side)]


def ways(stage: Stage, route: str, role: str) -> Iterator[Stop]:
    about = route_of(route)
    address = stage.address(route)
    yield Stop(route, about.app, role, address, row=route)
    yield Stop(
        route, about.app, role, address, "sent empty", row=route, method="post", expects=frozenset({200}) | REFUSED
    )
    if about.is_of_a_bureau and not about.takes:
        yield Stop(route, about.app, role, stage.address(route, stage.world.anxi), "nothing yet", elsewhere=True)


def is_page(stop: Stop, answer: Answer) -> bool:
    """A route that only takes a form, leads on, or hands out a file is none; nor is a form that misses its row."""
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    is_elsewhere = (
        answer.status == 405 or 300 <= answer.status < 400 or (stop.method == "post" and answer.status == 404)
    )
    return is_html and not is_elsewhere


def pages(stage: Stage, stops: list[Stop]) -> Iterator[tuple[Stop, Answer]]:
    for stop in stops:
        answer = stop.visit(stage)
        if is_page(stop, answer):
            yield stop, answer
