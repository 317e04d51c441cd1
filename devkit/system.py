"""What the machine must have besides Python: system packages, installed with apt only when missing and only as root."""

import ctypes
import importlib.util
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from devkit.places import is_root
from devkit.processes import answers, must
from devkit.terminal import Stop, say

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def library(name: str) -> Callable[[], bool]:
    """A probe: can this shared library be loaded?"""

    def is_present() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return is_present


def debian_package(name: str) -> Callable[[], bool]:
    """A probe: is this Debian package there? On a machine without dpkg we cannot tell, and trust its owner."""

    def is_present() -> bool:
        return not shutil.which("dpkg") or answers(["dpkg", "-s", name])

    return is_present


def chromium() -> str | None:
    """The path of the browser for the browser tests."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@dataclass(frozen=True)
class SystemPackage:
    """A package by its Debian name, and why the project needs it."""

    name: str
    why: str
    is_present: Callable[[], bool]


PYTHON_VENV = SystemPackage("python3-venv", "virtual environment", lambda: bool(importlib.util.find_spec("ensurepip")))
POSTGRES_SERVER = SystemPackage("postgresql", "database", debian_package("postgresql"))
REDIS_SERVER = SystemPackage("redis-server", "broker", lambda: bool(shutil.which("redis-server")))
TESTS = (
    SystemPackage("chromium", "browser tests", lambda: bool(chromium())),
    SystemPackage("libatomic1", "browser driver", library("libatomic.so.1")),
    SystemPackage("poppler-utils", "tests read PDF documents", lambda: bool(shutil.which("pdftotext"))),
)
DOCUMENTS = (
    SystemPackage("libpango-1.0-0", "text of PDF documents", library("libpango-1.0.so.0")),
    SystemPackage("libpangoft2-1.0-0", "fonts in PDF documents", library("libpangoft2-1.0.so.0")),
    SystemPackage("libharfbuzz-subset0", "fast and small PDF documents", library("libharfbuzz-subset.so.0")),
    SystemPackage("fonts-noto-cjk", "Chinese characters in documents and browsers", debian_package("fonts-noto-cjk")),
    SystemPackage("fonts-arphic-gkai00mp", "楷体 headings in documents", debian_package("fonts-arphic-gkai00mp")),
)


def ensure(packages: Sequence[SystemPackage]) -> None:
    """Install what is missing. Raises Stop where that is not ours to do."""
    missing = [package for package in packages if not package.is_present()]
    if missing:
        install(missing)


def install(missing: Sequence[SystemPackage]) -> None:
    names = [package.name for package in missing]
    listed = ", ".join(f"{package.name} ({package.why})" for package in missing)
    if not shutil.which("apt-get"):
        raise Stop(f"Missing on this machine, under their Debian names: {listed}. Install them, then run this again.")
    if not is_root():
        raise Stop(f"Missing: {listed}. Run `sudo apt-get install {' '.join(names)}`, then this command again.")
    say(f"Installing system packages: {listed}")
    update_package_lists()
    apt_get("install", "-y", "--no-install-recommends", *names)
    importlib.invalidate_caches()


@cache
def update_package_lists() -> None:
    apt_get("update")


def apt_get(*arguments: str) -> None:
    must(
        ["apt-get", "-q", *arguments],
        f"`apt-get {' '.join(arguments)}` failed; the lines above say why.",
        environment=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
    )
