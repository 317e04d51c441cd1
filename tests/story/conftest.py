"""A real Chromium against a real server on a real database; only the clock is ours."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, Page, expect

from afterschool.tenancy.scopes import bureau_scope
from tests import chromium
from tests.world import World

SCREENS = Path(settings.BASE_DIR) / ".local" / "screens"
BROWSER_TIMEOUT = 30_000  # milliseconds; a busy machine is slow, not wrong
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in the test's own thread
expect.set_options(timeout=BROWSER_TIMEOUT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.started() as browser:
        yield browser


class Visitor:
    """One person at one screen."""

    def __init__(self, page: Page, home: str):
        self.page = page
        self.home = home
        page.set_default_timeout(BROWSER_TIMEOUT)

    def go(self, path: str) -> "Visitor":
        self.page.goto(self.home + path)
        return self

    def click(self, name: str, *, role: str = "button") -> "Visitor":
        """Presses a button or follows a link; where it asks first, says yes."""
        self.page.get_by_role(role, name=name, exact=True).first.click()
        sure = self.page.locator("dialog[open]").get_by_role("button", name="确定")
        if sure.count():
            sure.click()
        return self

    def fill(self, **values: str) -> "Visitor":
        for name, value in values.items():
            self.page.locator(f"[name={name}]").first.fill(value)
        return self

    def choose(self, **values: str) -> "Visitor":
        for name, value in values.items():
            self.page.locator(f"select[name={name}]").select_option(value)
        return self

    def sees(self, *words: str) -> "Visitor":
        for text in words:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def misses(self, *words: str) -> "Visitor":
        for text in words:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    def status(self, path: str) -> int:
        return self.page.request.get(self.home + path, max_redirects=0).status


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    item.has_failed = getattr(item, "has_failed", False) or outcome.get_result().failed


@pytest.fixture
def visitor(request, browser, live_server):
    """visitor(phone=True) opens a screen of its own, with cookies of its own; a failed story leaves its screens behind."""
    contexts = []

    def open_screen(*, phone: bool = False) -> Visitor:
        size = {"width": 375, "height": 740} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True, has_touch=phone)
        contexts.append(context)
        return Visitor(context.new_page(), live_server.url)

    yield open_screen
    for number, context in enumerate(contexts, start=1):
        if getattr(request.node, "has_failed", False):
            context.pages[0].screenshot(path=SCREENS / f"{request.node.name}-{number}.png", full_page=True)
        context.close()


@pytest.fixture
def committed_world(transactional_db) -> Iterator[World]:
    """The cast in the database for good, so that the server's own connections see it."""
    world = World.build()
    for county in (world.linhe, world.anxi):
        with bureau_scope(county.bureau.pk):
            type(county.term).objects.of(county.bureau.pk).delete()  # the officer will open it
    yield world
    connections.close_all()
