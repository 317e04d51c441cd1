"""Every route of the product: its name, the app whose room answers it, and what its address takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import URLPattern, get_resolver

OUTSIDE_THE_PRODUCT = {"admin", "djdt"}  # namespaces of Django and third parties
PROJECT = "afterschool"  # what lies in no floor: the health page, the schema of the API
APPS = [PROJECT, *settings.FLOORS]


@dataclass(frozen=True)
class Route:
    """One name. `takes` are the arguments without which it cannot be opened, beside the bureau's code."""

    name: str
    app: str
    is_of_a_bureau: bool
    takes: frozenset[str]


@cache
def all_routes() -> dict[str, Route]:
    """By name, `area:verb_noun`. Where one name has two addresses, the shorter one says what it takes."""
    routes = sorted(_routes(get_resolver().url_patterns, (), ""), key=lambda route: -len(route.takes))
    return {route.name: route for route in routes}


def route_of(row: str) -> Route:
    """The route of a line of the access tables: its name, and in brackets in which case, where that makes a difference."""
    return all_routes()[row.partition(" (")[0]]


def _routes(patterns: list, namespaces: tuple[str, ...], prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield _route(":".join((*namespaces, pattern.name or path)), path, pattern.callback.__module__)
            continue
        inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
        if not OUTSIDE_THE_PRODUCT & set(inside):
            yield from _routes(pattern.url_patterns, inside, path)


def _route(name: str, path: str, module: str) -> Route:
    takes = set(re.findall(r"<(?:\w+:)?(\w+)>", path))
    return Route(name, _app_of(module), "bureau_code" in takes, frozenset(takes - {"bureau_code", "format"}))


def _app_of(module: str) -> str:
    """The app in which the view lies; each app's urls.py names its own views."""
    return next((app for app in settings.FLOORS if module.startswith(f"{app}.")), PROJECT)
