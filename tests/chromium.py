"""The real Chromium of the browser tests, found on the machine (`./dev test` installs it)."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


@contextmanager
def launching() -> Iterator[Callable[..., Browser]]:
    """What starts a browser with more arguments: several may stand open in one thread."""
    binary = next(filter(None, map(shutil.which, NAMES)), None)
    if binary is None:
        pytest.fail("No Chromium: ./dev test installs it (Debian package chromium).")
    with sync_playwright() as playwright:
        yield lambda *more: playwright.chromium.launch(executable_path=binary, args=[*ARGUMENTS, *more])


@contextmanager
def started() -> Iterator[Browser]:
    with launching() as launch:
        browser = launch()
        yield browser
        browser.close()
