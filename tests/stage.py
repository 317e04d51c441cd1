"""Everything there can be in 临河区 at once, one row of each kind, and a way to walk every route over it.

Each app puts its own rows there: tests/<area>/<app>/stage.py. An app finds the rows of the apps below it in the database.
Built once for a module that walks all routes; each request is taken back, so that the next one finds the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from tests import visitors
from tests.access import modules
from tests.desk import MONDAY
from tests.routes import route_of
from tests.world import County, World


@dataclass
class Stage:
    """Two counties; in the first, one row of each kind.

    `kwargs` and `data` say with which row and which form a route is opened, `before` what has happened by then. A value of
    the form may be a function: it is called with the client that sends it, each time.
    """

    world: World
    files: Path
    move_clock: Callable[[datetime], None]
    app: str = ""  # whose rows are being put there
    kwargs: dict[str, dict] = field(default_factory=dict)
    data: dict[str, dict] = field(default_factory=dict)
    before: dict[str, Callable[[], object]] = field(default_factory=dict)

    @property
    def county(self) -> County:
        return self.world.linhe

    def opens(self, area: str, names: str, *, when: str = "", **kwargs: object) -> None:
        """These routes of the area (names apart by spaces; the API has no area) are opened with this row.

        `when` says in words in which case: the ACCESS tables have a line of its own for it (tests/routes.py), which may stand
        with the app that makes the case.
        """
        self._note(self.kwargs, area, names, when, kwargs)

    def posts(self, area: str, names: str, *, when: str = "", **data: object) -> None:
        """These routes are sent this form."""
        self._note(self.data, area, names, when, data)

    def comes_first(self, area: str, names: str, act: Callable[[], object], *, when: str = "") -> None:
        """Before one of these routes is opened, this is done, so that it finds its row in a fitting state."""
        self._note(self.before, area, names, when, act)

    def _note(self, rows: dict[str, Any], area: str, names: str, when: str, row: Any) -> None:
        for name in (f"{area}:{name}" if area else name for name in names.split()):
            route = f"{name} ({when})" if when else name
            if route_of(route).app != self.app and not when:
                raise ValueError(f"{route} is a route of {route_of(route).app}: its row belongs to that app's stage")
            if route in rows:
                raise ValueError(f"{route} is opened with two rows")
            rows[route] = row

    def row(self, route: str) -> dict:
        """With what the route is opened; in a special case that has no row of its own, as in any other."""
        return self.kwargs.get(route, self.kwargs.get(route_of(route).name, {}))

    def address(self, route: str, county: County | None = None) -> str:
        """Where the route leads with our row; with another county, the same row asked for over there."""
        kwargs = self.row(route)
        if route_of(route).is_of_a_bureau:
            kwargs = kwargs | {"bureau_code": (county or self.county).code}
        return reverse(route_of(route).name, kwargs=kwargs)

    @contextmanager
    def visit(self, route: str) -> Iterator[None]:
        """Inside, what comes first before this route has happened; at the end everything is taken back, the clock too."""
        now = timezone.now()
        try:
            with transaction.atomic():
                if route in self.before:
                    with bureau_scope(*self.world.bureau_ids):
                        self.before[route]()
                yield
                transaction.set_rollback(True)
        finally:
            self.move_clock(now)

    def send(self, client: Client, method: str, route: str, county: County | None = None) -> HttpResponse:
        """The answer to this method on our row; with another county, on the same row asked for over there."""
        address = self.address(route, county)
        if method != "POST":
            return client.generic(method, address)
        form = self.data.get(route, self.data.get(route_of(route).name, {}))
        return client.post(address, {name: value(client) if callable(value) else value for name, value in form.items()})


def build_stage(files: Path, move_clock: Callable[[datetime], None]) -> Stage:
    """Through the services, a month of 2021, floor by floor: policies, plan, enrollment, roll, money, clues, indicators."""
    stage = Stage(World.build(), files, move_clock)
    with bureau_scope(*stage.world.bureau_ids):
        move_clock(MONDAY)
        visitors.move_in(stage.world)
        for stage.app, module in modules("stage").items():
            module.build(stage)
    return stage
