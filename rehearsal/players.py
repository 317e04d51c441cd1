"""How an act is carried out: by calling the service as that person, or by sending the form in a browser that they signed in."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection
from django.test import Client, override_settings
from django.urls import reverse

from accounts.models.user import User
from accounts.services import CHOSEN_KEY, GUARDIAN_KEY
from afterschool.tenancy.constraints import refusal_of
from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import Forbidden, RuleViolation
from audit.actors import Actor
from rehearsal.acts import Act, Outcome, Post

Result = tuple[Outcome, str]
BACKEND = "django.contrib.auth.backends.ModelBackend"
REFUSING = {200, 403, 404, 409, 422}  # a form shown again, or a page that says no


class Players:
    """Signs people in once and keeps their browsers."""

    def __init__(self) -> None:
        self._browsers: dict[tuple[int | None, int | None], Client] = {}

    def by_service(self, act: Act) -> Result:
        try:
            with bureau_scope(act.by.bureau_id):
                act.do()
        except (RuleViolation, IntegrityError) as error:  # of two who press at once the database refuses one
            refusal = refusal_of(error)
            if refusal is None:
                raise
            return Outcome.REFUSED, refusal.message
        except Forbidden as forbidden:
            return Outcome.REFUSED, str(forbidden)
        return Outcome.DONE, ""

    def by_form(self, act: Act, post: Post) -> Result:
        """Raises RuntimeError for an answer that no user may get."""
        address = reverse(post.route, kwargs={"bureau_code": act.by.bureau_code, **post.kwargs})
        response = self.browser(act.by).post(address, post.data)
        if _asks_to_sign_in(response):  # the session of the other day has ended
            self._browsers.pop((act.by.membership_id, act.by.guardian_id))
            for file in filter(lambda value: hasattr(value, "seek"), post.data.values()):
                file.seek(0)
            response = self.browser(act.by).post(address, post.data)
        if _asks_to_sign_in(response):
            raise RuntimeError(f"{act.name}: the form sent {act.by.role or 'a guardian'} to sign in")
        if response.status_code == 302:
            return Outcome.DONE, ""
        if response.status_code in REFUSING:
            return Outcome.REFUSED, f"HTTP {response.status_code}"
        raise RuntimeError(f"{act.name}: HTTP {response.status_code}")

    def twice(self, act: Act) -> list[Result]:
        """Two browsers press in the same moment, each with a connection of its own.

        Whether the service or the database refuses the second is a matter of luck, and so are the words it says.
        """
        start = Barrier(2)

        def press(_: int) -> Result:
            try:
                start.wait(timeout=60)
                outcome, _said = self.by_service(act)
                return outcome, ""
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(press, range(2)))

    def browser(self, actor: Actor) -> Client:
        key = (actor.membership_id, actor.guardian_id)
        if key not in self._browsers:
            self._browsers[key] = _sign_in(actor)
        return self._browsers[key]


def _asks_to_sign_in(response: Any) -> bool:
    return response.status_code == 302 and "/sign-in/" in response.headers["Location"]


@contextmanager
def plain_static_files() -> Iterator[None]:
    """Pages are shown without the hashed names that only a collected folder has."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        yield


def _sign_in(actor: Actor) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    if actor.is_guardian:
        _set(client, {GUARDIAN_KEY: {"bureau_id": actor.bureau_id, "guardian_id": actor.guardian_id}})
        return client
    client.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    _set(client, {CHOSEN_KEY: {actor.bureau_code: actor.membership_id}})
    return client


def _set(client: Client, values: dict[str, Any]) -> None:
    session = client.session
    session.update(values)
    session.save()
    client.cookies["sessionid"] = session.session_key
